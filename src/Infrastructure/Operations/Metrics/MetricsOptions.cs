namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>Which measurements are kept for <c>/metrics</c>, and how many.</summary>
public sealed record MetricsOptions
{
    /// <summary>Names of meters; one that ends with <c>*</c> stands for all that begin so.</summary>
    public IReadOnlyList<string> Meters { get; init; } =
        ["SmsPlatform*", "Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Npgsql"];

    /// <summary>
    /// Combinations of labels that one metric may have. Further ones are counted together under the label
    /// <c>otel_metric_overflow="true"</c>, because a label with a hostile value must not fill the memory.
    /// </summary>
    public int MaxSeriesPerMetric { get; init; } = 500;

    internal bool Includes(string meter) => Meters.Any(pattern => pattern.EndsWith('*')
        ? meter.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : meter == pattern);
}
