using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Subscriptions;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>Memory is measured in these tests, so no other test may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>Transports and engine together, under input that is broken and under load that would show what is left behind.</summary>
[Collection(AloneCollection.Name)]
public sealed class WholeServerTests : IAsyncLifetime
{
    private static readonly Uri Endpoint = new("/graphql", UriKind.Relative);

    // The full run is 100,000 requests and 10,000 subscriptions; a tenth of it shows a leak as well and leaves time for other tests.
    private static readonly int Load = int.TryParse(Environment.GetEnvironmentVariable("GRAPHQL_LEAK_LOAD"), out var load) ? load : 1_000;

    private WebApplication _app = null!;
    private HttpClient _client = null!;
    private Uri _address = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services
            .AddGraphQLServer()
            .AddTypes(typeof(EchoQueries), typeof(EchoSubscriptions))
            .AllowIntrospection(true)
            .AddInMemorySubscriptions();

        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapGraphQL();
        await _app.StartAsync();
        _address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _client = new HttpClient { BaseAddress = _address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Post_WhenVariablesAndDocumentsAreBroken_AnswersEachWithinItsOwnErrors()
    {
        var random = new Random(11);
        const string query = "query A($x: [[Input!]]) { echo(inputs: $x) other: echo(inputs: [[{ text: \\\"a\\\", number: 1 }]]) { ... on Query { __typename } } }";
        const string body = "{\"query\":\"" + query + "\",\"variables\":{\"x\":[[{\"text\":\"\\u00e9\",\"number\":2}]]}}";

        for (var i = 0; i < 2_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] = "{}[]\"\\$:,"u8[random.Next(9)];
            using var response = await PostAsync(bytes);

            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, Encoding.UTF8.GetString(bytes));
        }
    }

    [Theory]
    [InlineData("{", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("{a", 50_000)]
    [InlineData("{a:echo(inputs:[", 20_000)]
    [InlineData(" a:__typename", 70_000)]
    [InlineData("...F ", 100_000)]
    [InlineData("\\\"\\\"\\\"", 50_000)]
    [InlineData("#", 900_000)]
    public async Task Post_WhenDocumentIsPathological_AnswersWithAnError(string part, int count)
    {
        var document = string.Concat(Enumerable.Repeat(part, count));

        using var response = await PostAsync(Encoding.UTF8.GetBytes($$"""{"query":"{{document}}"}"""));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("errors", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenManyRequestsAndSubscriptionsHaveEnded_LeavesNothing()
    {
        await RequestAsync(Load);
        await SubscribeAsync(Load / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await RequestAsync(Load * 10);
        await SubscribeAsync(Load);
        await Within.UntilAsync(() => _app.Services.GetRequiredService<IGraphQLStreams>().Count == 0);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(0, _app.Services.GetRequiredService<InMemoryPubSub>().TopicCount);

        // Pools may have grown; what grew with each request or subscription would be far more than this.
        Assert.True(after - before < 4 * 1024 * 1024, $"{before:N0} bytes before, {after:N0} bytes after");
    }

    private async Task RequestAsync(int count)
    {
        var body = Encoding.UTF8.GetBytes("""{"query":"query A($x: [[Input!]]) { echo(inputs: $x) }","variables":{"x":[[{"text":"a","number":2}]]}}""");

        for (var i = 0; i < count; i++)
        {
            using var response = await PostAsync(body);
            Assert.Equal("""{"data":{"echo":"a2"}}""", await response.Content.ReadAsStringAsync());
        }
    }

    private async Task SubscribeAsync(int count)
    {
        const int perConnection = 50;

        for (var i = 0; i < count; i += perConnection)
        {
            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("graphql-transport-ws");
            await socket.ConnectAsync(new UriBuilder(_address) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None).WaitAsync(Within.Limit);
            using var client = new SocketClient(socket);
            await client.SendAsync("""{"type":"connection_init"}""");
            Assert.Equal("""{"type":"connection_ack"}""", await client.ReceiveAsync());
            await UseAsync(client, i, perConnection);
        }
    }

    // A topic for each: were one kept, the count of topics would show it.
    private async Task UseAsync(SocketClient client, int first, int count)
    {
        var topics = _app.Services.GetRequiredService<InMemoryPubSub>();

        for (var i = 0; i < count; i++)
        {
            await client.SubscribeAsync($"{i}", $"subscription {{ onEcho(room: {first + i}) }}");
        }

        await Within.UntilAsync(() => topics.TopicCount == count);

        for (var i = 0; i < count; i++)
        {
            await topics.SendAsync($"room {first + i}", i);
        }

        for (var i = 0; i < count; i++)
        {
            Assert.Contains("\"onEcho\"", await client.ReceiveAsync(), StringComparison.Ordinal);
        }

        // Half are completed, the others end with their connection.
        for (var i = 0; i < count; i += 2)
        {
            await client.SendAsync($$"""{"type":"complete","id":"{{i}}"}""");
        }

        await Within.UntilAsync(() => topics.TopicCount == count / 2);
        client.Socket.Abort();
        await Within.UntilAsync(() => topics.TopicCount == 0);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _client.PostAsync(Endpoint, content, Within.TestTime());
    }
}

[QueryType]
internal static class EchoQueries
{
    public static string GetEcho(Input[]?[]? inputs) =>
        string.Concat((inputs ?? []).SelectMany(inner => inner ?? []).Select(input => $"{input.Text}{input.Number}"));
}

[SubscriptionType]
internal static class EchoSubscriptions
{
    [Subscribe]
    [Topic("room {room}")]
    public static int OnEcho(int room, [EventMessage] int number) => room + number;
}

[InputObjectType("Input")]
internal sealed record Input(string Text, int Number);
