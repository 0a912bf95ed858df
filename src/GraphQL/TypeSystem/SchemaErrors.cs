using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Everything that can be wrong with a schema. The codes are stable; the texts follow the reference implementation.</summary>
internal static class SchemaErrors
{
    public static IError NotTypeSystem(Location at) =>
        Error("SCHEMA_EXECUTABLE_DEFINITION", "A schema document must not hold operations or fragments.", at);

    public static IError DuplicateSchemaDefinition(Location at) =>
        Error("SCHEMA_DUPLICATE_SCHEMA", "Must provide only one schema definition.", at);

    public static IError DuplicateOperationType(string operation, Location at) =>
        Error("SCHEMA_DUPLICATE_OPERATION_TYPE", $"There can be only one {operation} type in schema.", at);

    public static IError DuplicateType(string name, Location at) =>
        Error("SCHEMA_DUPLICATE_TYPE", $"There can be only one type named \"{name}\".", at);

    public static IError DuplicateDirective(string name, Location at) =>
        Error("SCHEMA_DUPLICATE_DIRECTIVE", $"There can be only one directive named \"@{name}\".", at);

    public static IError UnknownType(string name, Location at) => Error("SCHEMA_UNKNOWN_TYPE", $"Unknown type \"{name}\".", at);

    public static IError UnknownExtendedType(string name, Location at) =>
        Error("SCHEMA_UNKNOWN_EXTENDED_TYPE", $"Cannot extend type \"{name}\" because it is not defined.", at);

    public static IError WrongExtensionKind(string name, string kind, Location at) =>
        Error("SCHEMA_WRONG_EXTENSION_KIND", $"Cannot extend non-{kind} type \"{name}\".", at);

    public static IError UnknownDirective(string name, Location at) =>
        Error("SCHEMA_UNKNOWN_DIRECTIVE", $"Unknown directive \"@{name}\".", at);

    public static IError MisplacedDirective(string name, DirectiveLocation place, Location at) =>
        Error("SCHEMA_MISPLACED_DIRECTIVE", $"Directive \"@{name}\" may not be used on {SchemaPrinter.NameOf(place)}.", at);

    public static IError RepeatedDirective(string name, Location at) =>
        Error("SCHEMA_REPEATED_DIRECTIVE", $"The directive \"@{name}\" can only be used once at this location.", at);

    public static IError UnknownDirectiveArgument(string directive, string argument, Location at) =>
        Error("SCHEMA_UNKNOWN_DIRECTIVE_ARGUMENT", $"Unknown argument \"{argument}\" on directive \"@{directive}\".", at);

    public static IError DuplicateDirectiveArgument(string argument, Location at) =>
        Error("SCHEMA_DUPLICATE_DIRECTIVE_ARGUMENT", $"There can be only one argument named \"{argument}\".", at);

    public static IError MissingDirectiveArgument(string directive, InputField argument, Location at) => Error(
        "SCHEMA_MISSING_DIRECTIVE_ARGUMENT",
        $"Argument \"@{directive}({argument.Name}:)\" of type \"{argument.Type}\" is required, but it was not provided.",
        at);

    public static IError InvalidValue(ValueNode value, GraphQLType type) =>
        Error("SCHEMA_INVALID_VALUE", $"Expected value of type \"{type}\", found {value}.", value.Location);

    public static IError MissingRoot() => Error("SCHEMA_MISSING_QUERY", "Query root type must be provided.");

    public static IError RootNotObject(string operation, NamedType type) => Error(
        "SCHEMA_ROOT_NOT_OBJECT",
        $"{operation} root type must be Object type{(operation == "Query" ? "" : " if provided")}, it cannot be {type}.",
        type.SourceLocation);

    public static IError RootsNotDistinct(NamedType type) =>
        Error("SCHEMA_ROOTS_NOT_DISTINCT", $"All root types must be different, \"{type}\" is used as more than one.", type.SourceLocation);

    public static IError ReservedName(string name, ErrorLocation? at) => Error(
        "SCHEMA_RESERVED_NAME",
        $"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.",
        at);

    public static IError InvalidName(string name, ErrorLocation? at) =>
        Error("SCHEMA_INVALID_NAME", $"\"{name}\" is not a name: only letters, digits and _ are, and no digit comes first.", at);

    public static IError NoFields(NamedType type) =>
        Error("SCHEMA_NO_FIELDS", $"Type {type} must define one or more fields.", type.SourceLocation);

    public static IError NoInputFields(NamedType type) =>
        Error("SCHEMA_NO_FIELDS", $"Input Object type {type} must define one or more fields.", type.SourceLocation);

    public static IError NoMembers(NamedType type) =>
        Error("SCHEMA_NO_MEMBERS", $"Union type {type} must define one or more member types.", type.SourceLocation);

    public static IError NoValues(NamedType type) =>
        Error("SCHEMA_NO_VALUES", $"Enum type {type} must define one or more values.", type.SourceLocation);

    public static IError DuplicateField(NamedType type, string field, ErrorLocation? at) =>
        Error("SCHEMA_DUPLICATE_FIELD", $"Field \"{type}.{field}\" can only be defined once.", at);

    public static IError DuplicateArgument(string owner, string argument, ErrorLocation? at) =>
        Error("SCHEMA_DUPLICATE_ARGUMENT", $"Argument \"{owner}({argument}:)\" can only be defined once.", at);

    public static IError DuplicateValue(NamedType type, string value, ErrorLocation? at) =>
        Error("SCHEMA_DUPLICATE_VALUE", $"Enum value \"{type}.{value}\" can only be defined once.", at);

    public static IError DuplicateMember(NamedType type, string member) =>
        Error("SCHEMA_DUPLICATE_MEMBER", $"Union type {type} can only include type {member} once.", type.SourceLocation);

    public static IError MemberNotObject(NamedType type, string member) => Error(
        "SCHEMA_MEMBER_NOT_OBJECT",
        $"Union type {type} can only include Object types, it cannot include {member}.",
        type.SourceLocation);

    public static IError InvalidEnumValue(NamedType type, string value, ErrorLocation? at) =>
        Error("SCHEMA_INVALID_ENUM_VALUE", $"Enum type {type} cannot include value: {value}.", at);

    public static IError NotOutputType(OutputField field) => Error(
        "SCHEMA_NOT_OUTPUT_TYPE",
        $"The type of {field} must be Output Type but got: {field.Type}.",
        field.SourceLocation);

    public static IError NotInputType(string owner, InputField field) => Error(
        "SCHEMA_NOT_INPUT_TYPE",
        $"The type of {owner} must be Input Type but got: {field.Type}.",
        field.SourceLocation);

    public static IError RequiredDeprecated(string owner, InputField field) => Error(
        "SCHEMA_REQUIRED_DEPRECATED",
        $"Required {(owner.Contains('(', StringComparison.Ordinal) ? "argument" : "input field")} {owner} cannot be deprecated.",
        field.SourceLocation);

    public static IError InvalidDefault(string owner, InputField field) => Error(
        "SCHEMA_INVALID_DEFAULT",
        $"{owner} has invalid default value: {field.DefaultValue} is no {field.Type}.",
        field.SourceLocation);

    public static IError DefaultCycle(string owner, ErrorLocation? at) =>
        Error("SCHEMA_DEFAULT_CYCLE", $"Invalid circular reference. The default value of Input Object field {owner} references itself.", at);

    public static IError NotInterface(NamedType type, string implemented) => Error(
        "SCHEMA_NOT_INTERFACE",
        $"Type {type} must only implement Interface types, it cannot implement {implemented}.",
        type.SourceLocation);

    public static IError ImplementsItself(NamedType type) => Error(
        "SCHEMA_IMPLEMENTS_ITSELF",
        $"Type {type} cannot implement itself because it would create a circular reference.",
        type.SourceLocation);

    public static IError DuplicateInterface(NamedType type, NamedType implemented) =>
        Error("SCHEMA_DUPLICATE_INTERFACE", $"Type {type} can only implement {implemented} once.", type.SourceLocation);

    public static IError InterfaceCycle(NamedType type, NamedType implemented) => Error(
        "SCHEMA_INTERFACE_CYCLE",
        $"Type {type} cannot implement {implemented} because it would create a circular reference.",
        type.SourceLocation);

    public static IError MissingTransitiveInterface(NamedType type, NamedType missing, NamedType through) => Error(
        "SCHEMA_MISSING_INTERFACE",
        $"Type {type} must implement {missing} because it is implemented by {through}.",
        type.SourceLocation);

    public static IError MissingInterfaceField(NamedType type, OutputField expected) => Error(
        "SCHEMA_MISSING_INTERFACE_FIELD",
        $"Interface field {expected} expected but {type} does not provide it.",
        type.SourceLocation);

    public static IError WrongInterfaceFieldType(OutputField expected, OutputField actual) => Error(
        "SCHEMA_WRONG_INTERFACE_FIELD_TYPE",
        $"Interface field {expected} expects type {expected.Type} but {actual} is type {actual.Type}.",
        actual.SourceLocation);

    public static IError MissingInterfaceArgument(OutputField expected, InputField argument, OutputField actual) => Error(
        "SCHEMA_MISSING_INTERFACE_ARGUMENT",
        $"Interface field argument {expected}({argument.Name}:) expected but {actual} does not provide it.",
        actual.SourceLocation);

    public static IError WrongInterfaceArgumentType(OutputField expected, InputField argument, OutputField actual, InputField found) => Error(
        "SCHEMA_WRONG_INTERFACE_ARGUMENT_TYPE",
        $"Interface field argument {expected}({argument.Name}:) expects type {argument.Type} but {actual}({found.Name}:) is type {found.Type}.",
        found.SourceLocation);

    public static IError RequiredExtraArgument(OutputField expected, OutputField actual, InputField argument) => Error(
        "SCHEMA_REQUIRED_EXTRA_ARGUMENT",
        $"Argument \"{actual}({argument.Name}:)\" must not be required type \"{argument.Type}\" if not provided by the Interface field "
        + $"\"{expected}\".",
        argument.SourceLocation);

    public static IError DeprecatedImplementation(OutputField expected, OutputField actual) => Error(
        "SCHEMA_DEPRECATED_IMPLEMENTATION",
        $"Interface field {expected} is not deprecated, so implementation field {actual} must not be deprecated.",
        actual.SourceLocation);

    public static IError InputCycle(NamedType type, string path) => Error(
        "SCHEMA_INPUT_CYCLE",
        $"Cannot reference Input Object \"{type}\" within itself through a series of non-null fields: \"{path}\".",
        type.SourceLocation);

    public static IError InputUnbreakable(NamedType type) => Error(
        "SCHEMA_INPUT_CYCLE",
        $"OneOf Input Object {type} cannot be given a finite value.",
        type.SourceLocation);

    public static IError OneOfNonNull(NamedType type, InputField field) =>
        Error("SCHEMA_ONE_OF_NON_NULL", $"OneOf input field {type}.{field.Name} must be nullable.", field.SourceLocation);

    public static IError OneOfDefault(NamedType type, InputField field) =>
        Error("SCHEMA_ONE_OF_DEFAULT", $"OneOf input field {type}.{field.Name} cannot have a default value.", field.SourceLocation);

    public static IError NoLocations(DirectiveType directive) =>
        Error("SCHEMA_NO_LOCATIONS", $"Directive {directive} must include 1 or more locations.", directive.SourceLocation);

    public static IError DirectiveCycle(DirectiveType directive) =>
        Error("SCHEMA_DIRECTIVE_CYCLE", $"Directive {directive} must not reference itself, directly or indirectly.", directive.SourceLocation);

    private static GraphQLError Error(string code, string message, Location at) =>
        Error(code, message, at.Line == 0 ? null : new ErrorLocation(at.Line, at.Column));

    private static GraphQLError Error(string code, string message, ErrorLocation? at = null) =>
        new(message, code, locations: at is { } place ? [place] : null);
}
