using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>Everything under one name: its kind, its text and its series.</summary>
internal sealed class Metric
{
    private readonly double[]? _bounds;
    private readonly int _maxSeries;
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series> _byTags = new(new TagsComparer());
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;

    public Metric(string name, MetricKind kind, string? help, double[]? bounds, int maxSeries)
    {
        Name = name;
        Kind = kind;
        Help = help;
        _bounds = bounds;
        _maxSeries = maxSeries;
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    public string? Help { get; }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, IReadOnlyList<KeyValuePair<string, object?>> constants, long collection)
    {
        if (!_lookup.TryGetValue(tags, out var series))
        {
            series = Find(Labels.Format([.. constants, .. tags]));

            // The same tags in another order are the same series, and once it is full, every new combination is the overflow.
            if (_byTags.Count < _maxSeries)
            {
                _lookup[tags] = series;
            }
        }

        switch (Kind)
        {
            case MetricKind.Counter or MetricKind.UpDownCounter:
                series.Add(value);
                break;
            case MetricKind.Gauge:
                series.Set(value);
                break;
            case MetricKind.Histogram:
                series.Record(value);
                break;
            default:
                series.Observe(value, collection);
                break;
        }
    }

    public void Render(StringBuilder output, long collection)
    {
        var current = _series.Values
            .Where(series => !Kind.IsObservable() || series.Collection == collection)
            .OrderBy(series => series.Labels, StringComparer.Ordinal)
            .ToList();
        if (current.Count == 0)
        {
            return;
        }

        if (!string.IsNullOrEmpty(Help))
        {
            output.Append("# HELP ").Append(Name).Append(' ');
            Labels.AppendEscaped(output, Help, quotes: false);
            output.Append('\n');
        }

        output.Append("# TYPE ").Append(Name).Append(' ').Append(Kind.PrometheusType()).Append('\n');
        foreach (var series in current)
        {
            if (Kind == MetricKind.Histogram)
            {
                RenderHistogram(output, series);
            }
            else
            {
                RenderLine(output, "", series.Labels, Number(series.Value));
            }
        }
    }

    private void RenderHistogram(StringBuilder output, Series series)
    {
        var counts = series.Cumulative();
        var separator = series.Labels.Length == 0 ? "" : ",";
        for (var i = 0; i < counts.Length; i++)
        {
            var bound = i < _bounds!.Length ? Number(_bounds[i]) : "+Inf";
            RenderLine(output, "_bucket", $"{series.Labels}{separator}le=\"{bound}\"", Count(counts[i]));
        }

        RenderLine(output, "_sum", series.Labels, Number(series.Value));
        RenderLine(output, "_count", series.Labels, Count(counts[^1]));
    }

    private void RenderLine(StringBuilder output, string suffix, string labels, string value)
    {
        output.Append(Name).Append(suffix);
        if (labels.Length > 0)
        {
            output.Append('{').Append(labels).Append('}');
        }

        output.Append(' ').Append(value).Append('\n');
    }

    private Series Find(string labels)
    {
        if (_series.TryGetValue(labels, out var series))
        {
            return series;
        }

        // The overflow is one more than the limit. A race may let a few others by, which is no harm.
        return _series.GetOrAdd(_series.Count < _maxSeries ? labels : Labels.Overflow, text => new Series(text, _bounds));
    }

    private static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
