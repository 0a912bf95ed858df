using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>Keeps what the process measures and renders it in Prometheus' text format, version 0.0.4.</summary>
public sealed partial class MetricsRegistry : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly double[] SecondBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] OtherBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly MetricsOptions _options;
    private readonly IMeterFactory? _host;
    private readonly ILogger<MetricsRegistry> _logger;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly Lock _scrape = new();
    private long _collection;

    public MetricsRegistry(MetricsOptions options, ILogger<MetricsRegistry> logger, IMeterFactory? host = null)
    {
        _options = options;
        _logger = logger;
        _host = host;
        _listener.InstrumentPublished = Subscribe;
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Measure((double)value, tags, state));
        _listener.Start();
    }

    public string Render()
    {
        // One at a time: what a scrape observes is told from what the one before did by its number.
        lock (_scrape)
        {
            _collection++;
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException exception)
            {
                // One broken gauge is left out; the others have been observed all the same.
                LogObservationFailed(exception);
            }

            var output = new StringBuilder();
            foreach (var metric in _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal))
            {
                metric.Render(output, _collection);
            }

            return output.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Subscribe(Instrument instrument, MeterListener listener)
    {
        // Meters of another host in this process, as in tests, are that host's business.
        var isForeign = instrument.Meter.Scope is IMeterFactory factory && _host is not null && factory != _host;
        if (isForeign || !_options.Includes(instrument.Meter.Name) || MetricKinds.Of(instrument) is not { } kind)
        {
            return;
        }

        var name = PrometheusName.OfMetric(instrument.Name, instrument.Unit, kind);
        var metric = _metrics.GetOrAdd(name, _ => new Metric(name, kind, instrument.Description, Bounds(instrument, kind), _options.MaxSeriesPerMetric));
        if (metric.Kind != kind)
        {
            // A name can have one type only.
            LogClash(instrument.Meter.Name, instrument.Name, name);
            return;
        }

        listener.EnableMeasurementEvents(instrument, new Subscription(metric, [.. instrument.Meter.Tags ?? [], .. instrument.Tags ?? []]));
    }

    private static double[]? Bounds(Instrument instrument, MetricKind kind)
    {
        if (kind != MetricKind.Histogram)
        {
            return null;
        }

        double[]? advised = instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            Histogram<float> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
            Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
            _ => null,
        };
        return advised ?? (instrument.Unit == "s" ? SecondBounds : OtherBounds);
    }

    private void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var subscription = (Subscription)state!;
        subscription.Metric.Measure(value, tags, subscription.Constants, _collection);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A metric could not be observed.")]
    private partial void LogObservationFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The instrument {Instrument} of {Meter} is left out: {Name} is already a metric of another type.")]
    private partial void LogClash(string meter, string instrument, string name);

    private sealed record Subscription(Metric Metric, IReadOnlyList<KeyValuePair<string, object?>> Constants);
}
