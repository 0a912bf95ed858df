using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class EventStreamTests
{
    [Theory]
    [InlineData("{ ok }", """{"data":{"ok":true}}""")]
    [InlineData("invalid", """{"errors":[{"message":"invalid"}]}""")]
    public async Task Post_WhenSingleResult_SendsNextAndComplete(string query, string json)
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await OpenAsync(host, query);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($":\n\nevent: next\ndata: {json}\n\nevent: complete\ndata: \n\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_WhenSubscription_SendsEachEvent()
    {
        await using var host = await TransportHost.StartAsync();
        using var response = await OpenAsync(host, "subscription");
        using var reader = await ReaderAsync(response);

        host.Executor.Events.Writer.TryWrite("{\"data\":1}");
        Assert.Equal("event: next\ndata: {\"data\":1}", await NextAsync(reader));
        host.Executor.Events.Writer.TryWrite("{\n\"data\":\r2}");
        Assert.Equal("event: next\ndata: {\ndata: \"data\":\ndata: 2}", await NextAsync(reader));
        host.Executor.Events.Writer.Complete();

        Assert.Equal("event: complete\ndata: ", await NextAsync(reader));
        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Get_WhenEventSourceSubscribes_SendsEachEvent()
    {
        await using var host = await TransportHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=subscription");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Within.TestTime());
        using var reader = await ReaderAsync(response);

        host.Executor.Events.Writer.TryWrite("{\"data\":1}");

        Assert.Equal("event: next\ndata: {\"data\":1}", await NextAsync(reader));
    }

    [Fact]
    public async Task Post_WhenStreamIsSilent_SendsComments()
    {
        await using var host = await TransportHost.StartAsync(
            options => options.EventStreams.KeepAliveInterval = TimeSpan.FromMilliseconds(20));
        using var response = await OpenAsync(host, "subscription");
        using var reader = await ReaderAsync(response);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(":", await reader.ReadLineAsync(Within.TestTime()));
            Assert.Equal("", await reader.ReadLineAsync(Within.TestTime()));
        }
    }

    [Fact]
    public async Task Post_WhenClientLeaves_EndsTheSubscription()
    {
        await using var host = await TransportHost.StartAsync();
        var response = await OpenAsync(host, "subscription");
        await Within.UntilAsync(() => host.Executor.OpenStreams == 1);

        response.Dispose();

        await Within.UntilAsync(() => host.Executor.OpenStreams == 0 && host.Streams.Count == 0);
    }

    [Fact]
    public async Task Post_WhenSignInIsTakenBack_TellsAndCompletes()
    {
        await using var host = await TransportHost.StartAsync();
        using var response = await OpenAsync(host, "subscription", "ann");
        using var reader = await ReaderAsync(response);
        await Within.UntilAsync(() => host.Executor.OpenStreams == 1);

        host.Streams.End(user => user.HasClaim(ClaimTypes.NameIdentifier, "ann"));

        Assert.Contains("AUTH_NOT_AUTHENTICATED", await NextAsync(reader), StringComparison.Ordinal);
        Assert.Equal("event: complete\ndata: ", await NextAsync(reader));
    }

    [Fact]
    public async Task Post_WhenAuthorizerFails_EndsTheStream()
    {
        await using var host = await TransportHost.StartAsync(
            options => options.EventStreams.KeepAliveInterval = TimeSpan.FromMilliseconds(20), authorizer: new BrokenAuthorizer());

        using var response = await OpenAsync(host, "subscription", "ann");

        await Within.UntilAsync(() => host.Streams.Count == 0);
    }

    [Fact]
    public async Task Post_WhenUserHasTooManyStreams_Refuses()
    {
        await using var host = await TransportHost.StartAsync(options => options.EventStreams.MaxStreamsPerUser = 1);
        using var first = await OpenAsync(host, "subscription", "ann");
        using var other = await OpenAsync(host, "subscription", "bob");

        using var second = await OpenAsync(host, "subscription", "ann");

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        await Within.UntilAsync(() => host.Executor.OpenStreams == 2);
    }

    [Fact]
    public async Task Post_WhenClientDoesNotRead_CutsTheStream()
    {
        await using var host = await TransportHost.StartAsync(
            options => options.EventStreams.SendTimeout = TimeSpan.FromMilliseconds(200));
        using var response = await OpenAsync(host, "subscription");
        await Within.UntilAsync(() => host.Executor.OpenStreams == 1);
        var large = "{\"data\":\"" + new string('x', 256 * 1024) + "\"}";

        for (var i = 0; i < 100; i++)
        {
            host.Executor.Events.Writer.TryWrite(large);
        }

        await Within.UntilAsync(() => host.Executor.OpenStreams == 0 && host.Streams.Count == 0);
    }

    [Fact]
    public async Task Stop_WhenServerStops_EndsStreamsWithoutComplete()
    {
        await using var host = await TransportHost.StartAsync();
        using var response = await OpenAsync(host, "subscription");
        using var reader = await ReaderAsync(response);
        await Within.UntilAsync(() => host.Executor.OpenStreams == 1);

        await host.StopAsync().WaitAsync(Within.Limit);

        Assert.Null(await reader.ReadLineAsync(Within.TestTime()));
    }

    private static Task<HttpResponseMessage> OpenAsync(TransportHost host, string query, string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent($$"""{"query":"{{query}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");

        if (user is not null)
        {
            request.Headers.Add("X-User", user);
        }

        return host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Within.TestTime());
    }

    private static async Task<StreamReader> ReaderAsync(HttpResponseMessage response)
    {
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(":", await reader.ReadLineAsync(Within.TestTime()));
        Assert.Equal("", await reader.ReadLineAsync(Within.TestTime()));
        return reader;
    }

    private static async Task<string> NextAsync(StreamReader reader)
    {
        var lines = new List<string>();

        while (await reader.ReadLineAsync(Within.TestTime()) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    private sealed class BrokenAuthorizer : IStreamAuthorizer
    {
        public ValueTask<bool> IsAuthorizedAsync(HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The database is away.");
    }
}
