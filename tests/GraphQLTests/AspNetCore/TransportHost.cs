using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.AspNetCore.Streams;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>The transports on a real server on the loopback interface, with a scripted engine behind them.</summary>
internal sealed class TransportHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TransportHost(WebApplication app, ScriptedExecutor executor)
    {
        _app = app;
        Executor = executor;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = Address };
    }

    public ScriptedExecutor Executor { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IGraphQLStreams Streams => _app.Services.GetRequiredService<StreamRegistry>();

    public static async Task<TransportHost> StartAsync(
        Action<GraphQLServerOptions>? configure = null,
        Func<GraphQLBackend, GraphQLBackend>? backend = null,
        IStreamAuthorizer? authorizer = null,
        ILoggerProvider? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<StreamRegistry>();

        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        if (authorizer is not null)
        {
            builder.Services.AddSingleton(authorizer);
        }

        var executor = new ScriptedExecutor();
        var made = new GraphQLBackend(executor, () => "type Query { ok: Boolean }");
        made = backend?.Invoke(made) ?? made;

        var app = builder.Build();
        app.UseWebSockets();
        app.Use(SignIn);
        app.MapGraphQL("/graphql", _ => made).WithOptions(options => configure?.Invoke(options));
        await app.StartAsync();
        return new TransportHost(app, executor);
    }

    public async Task<ClientWebSocket> ConnectAsync(string? user = null, string? origin = null, string subprotocol = "graphql-transport-ws")
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(subprotocol);

        if (user is not null)
        {
            socket.Options.SetRequestHeader("X-User", user);
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/graphql" }.Uri, Within.TestTime());
        return socket;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static Task SignIn(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "test"));
        }

        return next(context);
    }
}
