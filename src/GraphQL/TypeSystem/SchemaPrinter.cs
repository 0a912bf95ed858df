using System.Text;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Prints a schema as SDL, in HotChocolate's order and layout: kinds, then names; fields as defined.</summary>
internal static partial class SchemaPrinter
{
    public static string Print(Schema schema)
    {
        var sdl = new StringBuilder();
        PrintSchema(sdl, schema);

        var types = schema.Types
            .Where(type => !type.IsBuiltIn && !type.Name.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(type => type.Kind)
            .ThenBy(type => type.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var type in types.Where(type => type.Kind != TypeKind.Scalar))
        {
            Separate(sdl);
            PrintType(sdl, type);
        }

        foreach (var directive in schema.Directives.Where(IsPrinted(schema)).OrderBy(directive => directive.Name, StringComparer.Ordinal))
        {
            Separate(sdl);
            PrintDirective(sdl, directive);
        }

        foreach (var type in types.Where(type => type.Kind == TypeKind.Scalar))
        {
            Separate(sdl);
            PrintType(sdl, type);
        }

        return sdl.ToString();
    }

    public static string NameOf(OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };

    public static IReadOnlyList<string> NamesOf(DirectiveLocation locations) =>
        [.. Enum.GetValues<DirectiveLocation>().Where(place => place != DirectiveLocation.None && locations.HasFlag(place)).Select(NameOf)];

    public static string NameOf(DirectiveLocation location) => string.Concat(location.ToString().Select((letter, index) =>
        char.IsUpper(letter) && index > 0 ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));

    public static DirectiveLocation ParseLocation(string name) =>
        Enum.GetValues<DirectiveLocation>().FirstOrDefault(place => place != DirectiveLocation.None && NameOf(place) == name);

    // The specification's own directives are known to every tool; @specifiedBy and @oneOf, being younger, are printed where they are used.
    private static Func<DirectiveType, bool> IsPrinted(Schema schema) => directive => directive.Name switch
    {
        BuiltInDirectives.Skip or BuiltInDirectives.Include or BuiltInDirectives.Deprecated => false,
        BuiltInDirectives.SpecifiedBy => schema.Types.Any(type => type is ScalarType { SpecifiedBy: not null }),
        BuiltInDirectives.OneOf => schema.Types.Any(type => type is InputObjectType { IsOneOf: true }),
        _ => true,
    };

    private static void PrintSchema(StringBuilder sdl, Schema schema)
    {
        PrintDescription(sdl, schema.Description, "");
        sdl.Append("schema");
        PrintDirectives(sdl, schema.AppliedDirectives);
        sdl.Append(" {\n  query: ").Append(schema.QueryType.Name);
        if (schema.MutationType is { } mutation)
        {
            sdl.Append("\n  mutation: ").Append(mutation.Name);
        }

        if (schema.SubscriptionType is { } subscription)
        {
            sdl.Append("\n  subscription: ").Append(subscription.Name);
        }

        sdl.Append("\n}");
    }

    private static void PrintType(StringBuilder sdl, NamedType type)
    {
        PrintDescription(sdl, type.Description, "");
        switch (type)
        {
            case ComplexType complex:
                sdl.Append(type is ObjectType ? "type " : "interface ").Append(type.Name);
                if (complex.Interfaces.Count > 0)
                {
                    sdl.Append(" implements ").AppendJoin(" & ", complex.Interfaces);
                }

                PrintDirectives(sdl, type.Directives);
                PrintBlock(sdl, complex.Fields, PrintField);
                break;
            case UnionType union:
                sdl.Append("union ").Append(type.Name);
                PrintDirectives(sdl, type.Directives);
                sdl.Append(" = ").AppendJoin(" | ", union.Members);
                break;
            case EnumType values:
                sdl.Append("enum ").Append(type.Name);
                PrintDirectives(sdl, type.Directives);
                PrintBlock(sdl, values.Values, PrintValue);
                break;
            case InputObjectType input:
                sdl.Append("input ").Append(type.Name);
                PrintDirectives(sdl, type.Directives);
                sdl.Append(input.IsOneOf ? " @oneOf" : "");
                PrintBlock(sdl, input.Fields, (text, field) =>
                {
                    PrintDescription(text, field.Description, "  ");
                    PrintInput(text.Append("  "), field);
                });
                break;
            case ScalarType scalar:
                sdl.Append("scalar ").Append(type.Name);
                PrintDirectives(sdl, type.Directives);
                if (scalar.SpecifiedBy is { } address)
                {
                    sdl.Append(" @specifiedBy(url: ").Append(new StringValueNode(address)).Append(')');
                }

                break;
        }
    }

    private static void PrintField(StringBuilder sdl, OutputField field)
    {
        PrintDescription(sdl, field.Description, "  ");
        sdl.Append("  ").Append(field.Name);
        PrintArguments(sdl, field.Arguments);
        sdl.Append(": ").Append(field.Type);
        PrintDirectives(sdl, field.Directives);
        PrintDeprecation(sdl, field.DeprecationReason);
    }

    private static void PrintValue(StringBuilder sdl, EnumValue value)
    {
        PrintDescription(sdl, value.Description, "  ");
        sdl.Append("  ").Append(value.Name);
        PrintDirectives(sdl, value.Directives);
        PrintDeprecation(sdl, value.DeprecationReason);
    }

    private static void PrintDirective(StringBuilder sdl, DirectiveType directive)
    {
        PrintDescription(sdl, directive.Description, "");
        sdl.Append("directive @").Append(directive.Name);
        PrintArguments(sdl, directive.Arguments);
        sdl.Append(directive.IsRepeatable ? " repeatable on " : " on ").AppendJoin(" | ", NamesOf(directive.Locations));
    }

    private static void PrintBlock<T>(StringBuilder sdl, NamedList<T> items, Action<StringBuilder, T> print)
        where T : class, INamedElement
    {
        sdl.Append(" {");
        foreach (var item in items)
        {
            sdl.Append('\n');
            print(sdl, item);
        }

        sdl.Append("\n}");
    }

    private static void PrintArguments(StringBuilder sdl, NamedList<InputField> arguments)
    {
        if (arguments.Count == 0)
        {
            return;
        }

        sdl.Append('(');
        for (var i = 0; i < arguments.Count; i++)
        {
            sdl.Append(i > 0 ? " " : "");
            if (!string.IsNullOrWhiteSpace(arguments[i].Description))
            {
                // On one line, so that an argument's description never breaks the field's.
                sdl.Append(Quote(arguments[i].Description!.Trim())).Append(' ');
            }

            PrintInput(sdl, arguments[i]);
        }

        sdl.Append(')');
    }

    private static void PrintInput(StringBuilder sdl, InputField field)
    {
        sdl.Append(field.Name).Append(": ").Append(field.Type);
        if (field.DefaultValue is { } value)
        {
            sdl.Append(" = ");
            PrintValue(sdl, value);
        }

        PrintDirectives(sdl, field.Directives);
        PrintDeprecation(sdl, field.DeprecationReason);
    }

    private static void Separate(StringBuilder sdl) => sdl.Append("\n\n");
}
