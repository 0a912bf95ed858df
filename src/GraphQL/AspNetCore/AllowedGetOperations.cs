namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Which operations a GET request may run.</summary>
[Flags]
public enum AllowedGetOperations
{
    /// <summary>None; the same as switching GET requests off.</summary>
    None = 0,

    /// <summary>Queries, which are safe to repeat and to cache. The default.</summary>
    Query = 1,

    /// <summary>
    /// Mutations. A link or an image on another site can then change data with the visitor's cookies: only for servers without cookies.
    /// </summary>
    Mutation = 2,

    /// <summary>Subscriptions, answered as an event stream; what a browser's <c>EventSource</c> needs.</summary>
    Subscription = 4,

    /// <summary>Queries and mutations.</summary>
    QueryAndMutation = Query | Mutation,

    /// <summary>Everything.</summary>
    All = Query | Mutation | Subscription,
}
