using System.Diagnostics.Metrics;

namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>How measurements of an instrument become a metric.</summary>
internal enum MetricKind
{
    /// <summary>Adds up, never falls.</summary>
    Counter,

    /// <summary>Adds up, and may fall. Prometheus calls it a gauge.</summary>
    UpDownCounter,

    /// <summary>The latest value.</summary>
    Gauge,

    Histogram,

    /// <summary>An absolute value that is asked for at each scrape: a counter.</summary>
    ObservableCounter,

    /// <summary>An absolute value that is asked for at each scrape: a gauge.</summary>
    ObservableGauge,
}

internal static class MetricKinds
{
    /// <summary>The kind of an instrument, or null for one we do not know.</summary>
    public static MetricKind? Of(Instrument instrument)
    {
        var type = instrument.GetType();
        return type.IsGenericType ? Of(type.GetGenericTypeDefinition()) : null;
    }

    public static string PrometheusType(this MetricKind kind) => kind switch
    {
        MetricKind.Counter or MetricKind.ObservableCounter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    public static bool IsObservable(this MetricKind kind) => kind is MetricKind.ObservableCounter or MetricKind.ObservableGauge;

    private static MetricKind? Of(Type definition) =>
        definition == typeof(Counter<>) ? MetricKind.Counter
        : definition == typeof(UpDownCounter<>) ? MetricKind.UpDownCounter
        : definition == typeof(Gauge<>) ? MetricKind.Gauge
        : definition == typeof(Histogram<>) ? MetricKind.Histogram
        : definition == typeof(ObservableCounter<>) ? MetricKind.ObservableCounter
        : definition == typeof(ObservableUpDownCounter<>) || definition == typeof(ObservableGauge<>) ? MetricKind.ObservableGauge
        : null;
}
