using System.Globalization;
using System.Text;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

// Descriptions, applied directives and values.
internal static partial class SchemaPrinter
{
    /// <summary>Prints a literal as the SDL does; for introspection's <c>defaultValue</c> as well.</summary>
    public static string PrintValue(ValueNode value)
    {
        var text = new StringBuilder();
        PrintValue(text, value);
        return text.ToString();
    }

    private static void PrintDescription(StringBuilder sdl, string? description, string indent)
    {
        if (string.IsNullOrWhiteSpace(description))
        {
            return;
        }

        var text = description.Trim().ReplaceLineEndings("\n");
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            sdl.Append(indent).Append(Quote(text)).Append('\n');
            return;
        }

        sdl.Append(indent).Append("\"\"\"\n");
        foreach (var line in text.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal).Split('\n'))
        {
            sdl.Append(line.Length > 0 ? indent : "").Append(line).Append('\n');
        }

        sdl.Append(indent).Append("\"\"\"\n");
    }

    private static void PrintDirectives(StringBuilder sdl, IReadOnlyList<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            sdl.Append(" @").Append(directive.Name.Value);
            if (directive.Arguments.Count > 0)
            {
                sdl.Append('(');
                for (var i = 0; i < directive.Arguments.Count; i++)
                {
                    sdl.Append(i > 0 ? ", " : "").Append(directive.Arguments[i].Name.Value).Append(": ");
                    PrintValue(sdl, directive.Arguments[i].Value);
                }

                sdl.Append(')');
            }
        }
    }

    private static void PrintDeprecation(StringBuilder sdl, string? reason)
    {
        if (reason is null)
        {
            return;
        }

        sdl.Append(" @deprecated");
        if (reason != BuiltInDirectives.NoReason)
        {
            sdl.Append("(reason: ").Append(Quote(reason)).Append(')');
        }
    }

    private static void PrintValue(StringBuilder sdl, ValueNode value)
    {
        switch (value)
        {
            case StringValueNode text:
                sdl.Append(Quote(text.Value));
                break;
            case IntValueNode number:
                sdl.Append(number.Value);
                break;
            case FloatValueNode number:
                sdl.Append(number.Value);
                break;
            case BooleanValueNode flag:
                sdl.Append(flag.Value ? "true" : "false");
                break;
            case EnumValueNode name:
                sdl.Append(name.Value);
                break;
            case ListValueNode list:
                PrintItems(sdl, "[", "]", list.Items, PrintValue);
                break;
            case ObjectValueNode fields:
                PrintItems(sdl, "{", "}", fields.Fields, (text, field) =>
                {
                    text.Append(field.Name.Value).Append(": ");
                    PrintValue(text, field.Value);
                });
                break;
            default:
                sdl.Append("null");
                break;
        }
    }

    private static void PrintItems<T>(StringBuilder sdl, string open, string close, NodeList<T> items, Action<StringBuilder, T> print)
        where T : class
    {
        sdl.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            sdl.Append(i > 0 ? ", " : " ");
            print(sdl, items[i]);
        }

        sdl.Append(items.Count > 0 ? " " : "").Append(close);
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                < ' ' or '\x7f' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
