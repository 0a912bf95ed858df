using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

internal static partial class ValidationErrors
{
    public static ValidationError UnknownDirective(string name) => new("KNOWN_DIRECTIVES", $"Unknown directive \"@{name}\".");

    public static ValidationError MisplacedDirective(string name, DirectiveLocation location) =>
        new("KNOWN_DIRECTIVES", $"Directive \"@{name}\" may not be used on {SchemaPrinter.NameOf(location)}.");

    public static ValidationError RepeatedDirective(string name) =>
        new("UNIQUE_DIRECTIVES_PER_LOCATION", $"The directive \"@{name}\" can only be used once at this location.");

    public static ValidationError UnknownArgument(string name, string owner, string suggestion) =>
        new("KNOWN_ARGUMENT_NAMES", $"Unknown argument \"{name}\" on {owner}.{suggestion}");

    public static ValidationError DuplicateArgument(string name) =>
        new("UNIQUE_ARGUMENT_NAMES", $"There can be only one argument named \"{name}\".");

    public static ValidationError ArgumentMissing(string owner, InputField argument) => new(
        "PROVIDED_REQUIRED_ARGUMENTS",
        $"{owner} argument \"{argument.Name}\" of type \"{argument.Type}\" is required, but it was not provided.");

    public static ValidationError DuplicateInputField(string name) =>
        new("UNIQUE_INPUT_FIELD_NAMES", $"There can be only one input field named \"{name}\".");

    public static ValidationError WrongValue(GraphQLType type, ValueNode value) =>
        new("VALUES_OF_CORRECT_TYPE", $"Expected value of type \"{type}\", found {Abbreviate(value)}.");

    public static ValidationError UnknownEnumValue(EnumType type, string value, string suggestion) =>
        new("VALUES_OF_CORRECT_TYPE", $"Value \"{value}\" does not exist in \"{type}\" enum.{suggestion}");

    public static ValidationError UnknownInputField(string name, NamedType type, string suggestion) =>
        new("VALUES_OF_CORRECT_TYPE", $"Field \"{name}\" is not defined by type \"{type}\".{suggestion}");

    public static ValidationError InputFieldMissing(NamedType type, InputField field) =>
        new("VALUES_OF_CORRECT_TYPE", $"Field \"{type}.{field.Name}\" of required type \"{field.Type}\" was not provided.");

    public static ValidationError OneOfKeys(NamedType type) =>
        new("VALUES_OF_CORRECT_TYPE", $"OneOf Input Object \"{type}\" must specify exactly one key.");

    public static ValidationError OneOfNull(NamedType type, string field) =>
        new("VALUES_OF_CORRECT_TYPE", $"Field \"{type}.{field}\" must be non-null.");

    public static ValidationError IntrospectionRefused() => new("HC0046", "Introspection is not allowed for the current request.");

    public static ValidationError IntrospectionTooDeep() => new("MAX_INTROSPECTION_DEPTH", "Maximum introspection depth exceeded");

    public static ValidationError TooDeep(int max) =>
        new("OPERATION_TOO_DEEP", $"The operation nests deeper than {max} levels of fields.");

    public static ValidationError TooMany(string what, int max) =>
        new($"TOO_MANY_{what.ToUpperInvariant()}", $"The operation selects more than {max} {what} once its fragments are expanded.");

    // The value is the client's own text, and may be as long as the document.
    private static string Abbreviate(ValueNode value)
    {
        const int Longest = 200;
        var text = value.ToString();
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }
}
