using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmsPlatform.GraphQL.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps GraphQL endpoints.</summary>
public static class GraphQLEndpointRouteBuilderExtensions
{
    private const string DefaultPath = "/graphql";

    /// <summary>
    /// Maps everything on one path: HTTP, event streams, WebSockets (where <c>UseWebSockets()</c> is called), <c>?sdl</c>, and the IDE
    /// below the path.
    /// </summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path.</param>
    /// <param name="schemaName">The schema, when there are several.</param>
    public static GraphQLEndpointConventionBuilder MapGraphQL(
        this IEndpointRouteBuilder endpoints, string path = DefaultPath, string? schemaName = null) =>
        endpoints.MapGraphQL(path, GraphQLBackend.Of(schemaName));

    /// <summary>Maps HTTP and event streams alone.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path.</param>
    /// <param name="schemaName">The schema, when there are several.</param>
    public static GraphQLEndpointConventionBuilder MapGraphQLHttp(
        this IEndpointRouteBuilder endpoints, string path = DefaultPath, string? schemaName = null) =>
        endpoints.MapOne(path, GraphQLBackend.Of(schemaName), "GraphQL HTTP", endpoint => endpoint.HandleHttpAsync);

    /// <summary>Maps WebSockets alone.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path.</param>
    /// <param name="schemaName">The schema, when there are several.</param>
    public static GraphQLEndpointConventionBuilder MapGraphQLWebSocket(
        this IEndpointRouteBuilder endpoints, string path = "/graphql/ws", string? schemaName = null) =>
        endpoints.MapOne(path, GraphQLBackend.Of(schemaName), "GraphQL WebSocket", endpoint => endpoint.HandleSocketAsync);

    /// <summary>Maps the schema as SDL.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path.</param>
    /// <param name="schemaName">The schema, when there are several.</param>
    public static GraphQLEndpointConventionBuilder MapGraphQLSchema(
        this IEndpointRouteBuilder endpoints, string path = "/graphql/sdl", string? schemaName = null) =>
        endpoints.MapOne(path, GraphQLBackend.Of(schemaName), "GraphQL schema", endpoint => endpoint.HandleSchemaAsync);

    internal static GraphQLEndpointConventionBuilder MapGraphQL(
        this IEndpointRouteBuilder endpoints, string path, Func<IServiceProvider, GraphQLBackend> backend)
    {
        var factory = new GraphQLEndpointFactory(endpoints.ServiceProvider, backend);
        var main = endpoints.Map(path, context => factory.Endpoint.HandleAsync(context)).WithDisplayName("GraphQL");
        var files = endpoints
            .MapMethods($"{path.TrimEnd('/')}/{{**file}}", [HttpMethods.Get, HttpMethods.Head], context => factory.Endpoint.HandleToolAsync(context))
            .WithDisplayName("GraphQL IDE");

        return new GraphQLEndpointConventionBuilder(factory, main, files);
    }

    private static GraphQLEndpointConventionBuilder MapOne(
        this IEndpointRouteBuilder endpoints,
        string path,
        Func<IServiceProvider, GraphQLBackend> backend,
        string name,
        Func<GraphQLEndpoint, RequestDelegate> handler)
    {
        var factory = new GraphQLEndpointFactory(endpoints.ServiceProvider, backend);
        var route = endpoints.Map(path, context => handler(factory.Endpoint)(context)).WithDisplayName(name);
        return new GraphQLEndpointConventionBuilder(factory, route);
    }
}
