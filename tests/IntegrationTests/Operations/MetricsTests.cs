using System.Net;
using System.Text.RegularExpressions;

namespace SmsPlatform.IntegrationTests.Operations;

public sealed partial class MetricsTests(PlatformHost platform) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Metrics_WhenAskedForOnThisMachine_AreWhatPrometheusReads()
    {
        await platform.Anonymous.GetAsync(new Uri("health/live", UriKind.Relative));

        using var response = await platform.Anonymous.GetAsync(new Uri("metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(Line(), line));
        var series = lines.Where(line => line[0] != '#').Select(line => line[..line.LastIndexOf(' ')]).ToList();
        Assert.Equal(series.Count, series.Distinct().Count());
        Assert.Contains(series, one => one.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && one.Contains("http_route=\"/health/live\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_WhenAskedForFromElsewhere_NeedASignedInUser()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var response = await platform.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [GeneratedRegex("""^(# (HELP [a-zA-Z_:][\w:]* .*|TYPE [a-zA-Z_:][\w:]* (counter|gauge|histogram))|[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="([^"\\]|\\[\\"n])*",?)+\})? (-?[\d.]+(E[+-]\d+)?|[+-]Inf|NaN))$""")]
    private static partial Regex Line();
}
