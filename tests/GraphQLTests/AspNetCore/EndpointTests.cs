using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>The endpoints one by one, over the schema that the builder makes.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task MapGraphQLHttp_WhenAsked_AnswersHttpAlone()
    {
        await using var app = await StartAsync(app => app.MapGraphQLHttp("/http"));
        using var client = app.GetTestClient();

        using var post = await client.PostAsync(new Uri("/http", UriKind.Relative), Query());
        using var sdl = await client.GetAsync(new Uri("/http?sdl", UriKind.Relative));

        Assert.Equal("""{"data":{"echo":"a1"}}""", await post.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, sdl.StatusCode);
    }

    [Fact]
    public async Task MapGraphQLSchema_WhenAsked_AnswersTheSchema()
    {
        await using var app = await StartAsync(app => app.MapGraphQLSchema("/sdl"));
        using var client = app.GetTestClient();

        var sdl = await client.GetStringAsync(new Uri("/sdl", UriKind.Relative));

        Assert.Contains("echo(inputs: [[Input!]]): String!", sdl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapGraphQLWebSocket_WhenAsked_AnswersWebSocketsAlone()
    {
        await using var app = await StartAsync(app => app.MapGraphQLWebSocket("/ws"));
        using var client = app.GetTestClient();
        var sockets = app.GetTestServer().CreateWebSocketClient();
        sockets.SubProtocols.Add("graphql-transport-ws");

        using var socket = await sockets.ConnectAsync(new Uri("ws://localhost/ws"), Within.TestTime());
        using var post = await client.PostAsync(new Uri("/ws", UriKind.Relative), Query());

        Assert.Equal("graphql-transport-ws", socket.SubProtocol);
        Assert.Equal(WebSocketState.Open, socket.State);
        Assert.Equal(HttpStatusCode.UpgradeRequired, post.StatusCode);
    }

    [Fact]
    public async Task MapGraphQL_WhenThereIsNoSuchSchema_Throws()
    {
        await using var app = await StartAsync(app => app.MapGraphQL("/graphql", "other"));
        using var client = app.GetTestClient();

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.PostAsync(new Uri("/graphql", UriKind.Relative), Query()));

        Assert.Contains("other", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddGraphQLServer().AddTypes(typeof(EchoQueries));
        var app = builder.Build();
        app.UseWebSockets();
        map(app);
        await app.StartAsync();
        return app;
    }

    private static StringContent Query() =>
        new("""{"query":"{ echo(inputs: [[{ text: \"a\", number: 1 }]]) }"}""", Encoding.UTF8, "application/json");
}
