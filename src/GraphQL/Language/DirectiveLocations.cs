using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>The places where the specification lets a directive stand.</summary>
internal static class DirectiveLocations
{
    private static readonly string[] Known =
    [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION",
    ];

    public static bool IsKnown(ReadOnlySpan<byte> name)
    {
        foreach (var known in Known)
        {
            if (Ascii.Equals(name, known))
            {
                return true;
            }
        }

        return false;
    }
}
