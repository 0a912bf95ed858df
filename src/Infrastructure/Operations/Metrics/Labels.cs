using System.Globalization;
using System.Text;

namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>Labels as Prometheus reads them: sorted, escaped, without the braces.</summary>
internal static class Labels
{
    public const string Overflow = "otel_metric_overflow=\"true\"";

    public static string Format(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            // No label and an empty one are the same to Prometheus.
            if (Text(value) is not { Length: > 0 } text)
            {
                continue;
            }

            // Two attributes may share a name once their dots are gone.
            var name = PrometheusName.OfLabel(key);
            labels[name] = labels.TryGetValue(name, out var other) ? $"{other};{text}" : text;
        }

        var formatted = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            formatted.Append(formatted.Length == 0 ? "" : ",").Append(name).Append("=\"");
            AppendEscaped(formatted, value, quotes: true);
            formatted.Append('"');
        }

        return formatted.ToString();
    }

    /// <summary>Escapes backslashes and line feeds, and in label values, unlike in help texts, quotes.</summary>
    public static void AppendEscaped(StringBuilder output, string value, bool quotes)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '"' when quotes => output.Append("\\\""),
                _ => output.Append(c),
            };
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        true => "true",
        false => "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
