using System.Text;

namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>OpenTelemetry's rules for naming its metrics and attributes in Prometheus.</summary>
internal static class PrometheusName
{
    /// <summary><c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>; counters end with <c>_total</c>.</summary>
    public static string OfMetric(string instrument, string? unit, MetricKind kind)
    {
        var name = OfLabel(instrument);
        if (UnitSuffix(unit, kind) is { } suffix && name != suffix && !name.EndsWith("_" + suffix, StringComparison.Ordinal))
        {
            name = $"{name}_{suffix}";
        }

        return kind.PrometheusType() == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Letters, digits and single underscores, not beginning with a digit.</summary>
    public static string OfLabel(string attribute)
    {
        var name = new StringBuilder(attribute.Length);
        foreach (var c in attribute)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (name.Length == 0 && char.IsAsciiDigit(c))
                {
                    name.Append('_');
                }

                name.Append(c);
            }
            else if (name.Length == 0 || name[^1] != '_')
            {
                name.Append('_');
            }
        }

        return name.ToString();
    }

    private static string? UnitSuffix(string? unit, MetricKind kind) => unit switch
    {
        null or "" => null,
        // Annotations, such as {request}, name what is counted.
        _ when unit.StartsWith('{') => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        "1" => kind.PrometheusType() == "gauge" ? "ratio" : null,
        _ => OfLabel(unit),
    };
}
