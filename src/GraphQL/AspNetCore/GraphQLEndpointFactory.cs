using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.AspNetCore.EventStreams;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Streams;
using SmsPlatform.GraphQL.AspNetCore.Tool;
using SmsPlatform.GraphQL.AspNetCore.WebSockets;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Makes an endpoint at its first request, when its options are set and the host is built.</summary>
internal sealed class GraphQLEndpointFactory(IServiceProvider services, Func<IServiceProvider, GraphQLBackend> getBackend)
{
    private readonly Lock _gate = new();
    private volatile GraphQLEndpoint? _endpoint;
    private volatile GraphQLBackend? _backend;

    public GraphQLServerOptions Options { get; set; } = new();

    public GraphQLEndpoint Endpoint => _endpoint ?? Make();

    // Kept once it is made: requests must not look for it. A schema that cannot be built is tried again, and fails again.
    private GraphQLBackend Backend() => _backend ??= getBackend(services);

    private GraphQLEndpoint Make()
    {
        lock (_gate)
        {
            return _endpoint ??= Create();
        }
    }

    private GraphQLEndpoint Create()
    {
        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var registry = services.GetService<StreamRegistry>() ?? new StreamRegistry();
        var authorizer = services.GetService<IStreamAuthorizer>() ?? new ExpiryStreamAuthorizer(clock);
        var stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("SmsPlatform.GraphQL.AspNetCore.WebSockets");
        var sockets = new SocketServices(registry, authorizer, clock, logger, stopping);

        return new GraphQLEndpoint(
            Options,
            Backend,
            new HttpHandler(Options, new EventStreamHandler(Options.EventStreams, registry, authorizer, clock, stopping)),
            new SocketHandler(Options.Sockets, sockets),
            new SchemaHandler(),
            new ToolHandler(Options.Tool));
    }
}
