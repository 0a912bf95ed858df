using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>What one GraphQL endpoint accepts. Set with <c>MapGraphQL().WithOptions(…)</c>.</summary>
public sealed class GraphQLServerOptions
{
    /// <summary>The GraphQL IDE that browsers get; nothing is served until <see cref="GraphQLToolOptions.Files"/> is set.</summary>
    public GraphQLToolOptions Tool { get; set; } = new();

    /// <summary>Limits and timing of WebSocket connections.</summary>
    public GraphQLSocketOptions Sockets { get; set; } = new();

    /// <summary>Limits and timing of event streams.</summary>
    public GraphQLEventStreamOptions EventStreams { get; set; } = new();

    /// <summary>Whether GET requests are answered. Default: true.</summary>
    public bool EnableGetRequests { get; set; } = true;

    /// <summary>What GET requests may run. Default: queries and, as event streams, subscriptions; never mutations.</summary>
    public AllowedGetOperations AllowedGetOperations { get; set; } = AllowedGetOperations.Query | AllowedGetOperations.Subscription;

    /// <summary>
    /// Whether a GET request needs the header <c>GraphQL-Preflight: 1</c>, or one that a browser cannot send to another site without
    /// asking first. Default: false; what a page of another site embeds (<c>Sec-Fetch-Mode: no-cors</c>) is refused regardless.
    /// </summary>
    public bool EnforceGetRequestsPreflightHeader { get; set; }

    /// <summary>Whether <c>?sdl</c> answers with the schema. Default: true.</summary>
    public bool EnableSchemaRequests { get; set; } = true;

    /// <summary>
    /// Decides for each request whether it may have the schema; a refused one is answered with 404. Default: everyone. Where introspection
    /// is for some users only, the schema should be too.
    /// </summary>
    public Func<HttpContext, bool>? AllowSchemaRequest { get; set; }

    /// <summary>Whether an array of requests is accepted as one HTTP request. Default: false.</summary>
    public bool EnableBatching { get; set; }

    /// <summary>Requests in one batch, at most. Default: 10.</summary>
    public int MaxBatchSize { get; set; } = 10;

    /// <summary>Bytes of a request body, at most; larger ones are answered with 413. Default: 1 MiB.</summary>
    public int MaxRequestSize { get; set; } = 1024 * 1024;
}
