using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using SmsPlatform.Infrastructure.Operations.Metrics;

namespace SmsPlatform.UnitTests.Operations;

public sealed class MetricsRegistryTests : IDisposable
{
    private readonly Meter _meter = new($"MetricsRegistryTests.{Guid.NewGuid():N}");
    private readonly MetricsRegistry _registry;

    public MetricsRegistryTests() => _registry = Registry(500);

    [Fact]
    public void Render_WhenNothingWasMeasured_IsEmpty()
    {
        _meter.CreateCounter<long>("unused");

        Assert.Equal("", _registry.Render());
    }

    [Fact]
    public void Render_OfACounter_AddsUpPerLabels()
    {
        var counter = _meter.CreateCounter<long>("webhooks.accepted", "{webhook}", "Webhooks, verified.");
        counter.Add(2, Tag("channel", "sms"), Tag("code", 200));
        counter.Add(3, Tag("code", 200), Tag("channel", "sms"));
        counter.Add(1, Tag("channel", "slack"), Tag("code", null));

        Assert.Equal(
            """
            # HELP webhooks_accepted_total Webhooks, verified.
            # TYPE webhooks_accepted_total counter
            webhooks_accepted_total{channel="slack"} 1
            webhooks_accepted_total{channel="sms",code="200"} 5

            """,
            _registry.Render());
    }

    [Fact]
    public void Render_OfAnUpDownCounterAndAGauge_ShowsTheSumAndTheLatest()
    {
        var open = _meter.CreateUpDownCounter<int>("open");
        open.Add(5);
        open.Add(-7);
        var load = _meter.CreateGauge<double>("load", "1");
        load.Record(0.25);
        load.Record(0.75);

        Assert.Equal(
            """
            # TYPE load_ratio gauge
            load_ratio 0.75
            # TYPE open gauge
            open -2

            """,
            _registry.Render());
    }

    [Fact]
    public void Render_OfAHistogram_CountsWhatIsAtMostEachBound()
    {
        var duration = _meter.CreateHistogram("duration", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 1, 7 })
        {
            duration.Record(value, Tag("route", "/"));
        }

        Assert.Equal(
            """
            # TYPE duration_seconds histogram
            duration_seconds_bucket{route="/",le="0.1"} 2
            duration_seconds_bucket{route="/",le="1"} 4
            duration_seconds_bucket{route="/",le="+Inf"} 5
            duration_seconds_sum{route="/"} 8.65
            duration_seconds_count{route="/"} 5

            """,
            _registry.Render());
    }

    [Fact]
    public void Render_OfObservables_ShowsWhatIsObservedNow()
    {
        var queues = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        _meter.CreateObservableGauge("queue", () => queues.Select(q => new Measurement<int>(q.Value, Tag("name", q.Key))));
        _meter.CreateObservableCounter("bytes", () => 10L, "By");
        _registry.Render();
        queues.Remove("a");
        queues["b"] = 7;

        Assert.Equal(
            """
            # TYPE bytes_total counter
            bytes_total 10
            # TYPE queue gauge
            queue{name="b"} 7

            """,
            _registry.Render());
    }

    [Fact]
    public void Render_WhenAnObservationThrows_ShowsTheOthers()
    {
        _meter.CreateObservableGauge("broken", new Func<int>(() => throw new InvalidOperationException("No.")));
        _meter.CreateObservableGauge("sound", () => 1);

        Assert.Equal("# TYPE sound gauge\nsound 1\n", _registry.Render());
    }

    [Fact]
    public void Render_OfHostileText_EscapesIt()
    {
        _meter.CreateCounter<long>("0-odd näme", description: "a\\b\n\"c\"").Add(1, Tag("1.a-b", "x\"y\\z\nw"), Tag("_1_a.b", true));

        Assert.Equal(
            """
            # HELP _0_odd_n_me_total a\\b\n"c"
            # TYPE _0_odd_n_me_total counter
            _0_odd_n_me_total{_1_a_b="x\"y\\z\nw;true"} 1

            """,
            _registry.Render());
    }

    [Fact]
    public void Render_OfNumbersOutOfTheOrdinary_SpellsThemAsPrometheusDoes()
    {
        var gauge = _meter.CreateGauge<double>("g");
        gauge.Record(double.PositiveInfinity, Tag("n", 1));
        gauge.Record(double.NegativeInfinity, Tag("n", 2));
        gauge.Record(double.NaN, Tag("n", 3));
        gauge.Record(1e300, Tag("n", 4));
        gauge.Record(1.5, Tag("n", 5));

        Assert.Equal(
            """
            # TYPE g gauge
            g{n="1"} +Inf
            g{n="2"} -Inf
            g{n="3"} NaN
            g{n="4"} 1E+300
            g{n="5"} 1.5

            """,
            _registry.Render());
    }

    [Fact]
    public void Measure_WhenALabelHasNoEndOfValues_CountsTheRestTogether()
    {
        using var registry = Registry(maxSeries: 2);
        var counter = _meter.CreateCounter<long>("c");
        for (var i = 0; i < 1000; i++)
        {
            counter.Add(1, Tag("n", i));
        }

        counter.Add(1, Tag("n", 0));

        Assert.Equal(
            """
            # TYPE c_total counter
            c_total{n="0"} 2
            c_total{n="1"} 1
            c_total{otel_metric_overflow="true"} 998

            """,
            registry.Render());
    }

    [Fact]
    public void Subscribe_WhenANameIsTakenByAnotherType_LeavesTheLaterOut()
    {
        _meter.CreateCounter<long>("same_total").Add(1);
        _meter.CreateGauge<long>("same_total").Record(5);

        Assert.Equal("# TYPE same_total counter\nsame_total 1\n", _registry.Render());
    }

    [Fact]
    public void Subscribe_WhenAMeterIsNotNamed_LeavesItOut()
    {
        using var other = new Meter("Other");
        other.CreateCounter<long>("c").Add(1);

        Assert.Equal("", _registry.Render());
    }

    [Fact]
    public async Task Measure_WhenFromManyThreads_LosesNothing()
    {
        var counter = _meter.CreateCounter<long>("c");
        var histogram = _meter.CreateHistogram("h", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [10] });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                counter.Add(1, Tag("n", i % 3));
                histogram.Record(5);
            }
        })));

        var text = _registry.Render();
        Assert.Contains("c_total{n=\"0\"} 2672\n", text, StringComparison.Ordinal);
        Assert.Contains("h_bucket{le=\"10\"} 8000\n", text, StringComparison.Ordinal);
        Assert.Contains("h_sum 40000\nh_count 8000\n", text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _meter.Dispose();
    }

    private MetricsRegistry Registry(int maxSeries) =>
        new(new MetricsOptions { Meters = [_meter.Name], MaxSeriesPerMetric = maxSeries }, NullLogger<MetricsRegistry>.Instance);

    private static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);
}
