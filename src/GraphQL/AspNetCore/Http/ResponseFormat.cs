namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>How the client wants one response.</summary>
internal enum ResponseFormat
{
    /// <summary>Nothing this server writes is acceptable to the client.</summary>
    None,

    /// <summary><c>application/graphql-response+json</c>: the status tells whether the request was executed.</summary>
    GraphQLResponse,

    /// <summary><c>application/json</c>: 200 for everything that was a GraphQL request, for clients from before the specification.</summary>
    Json,

    /// <summary><c>text/event-stream</c>: <c>next</c> events and one <c>complete</c>.</summary>
    EventStream,
}
