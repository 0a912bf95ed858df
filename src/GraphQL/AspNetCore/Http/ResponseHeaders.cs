using Microsoft.Extensions.Primitives;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>Header values, made once.</summary>
internal static class ResponseHeaders
{
    public static readonly StringValues Json = "application/json; charset=utf-8";
    public static readonly StringValues GraphQLResponse = "application/graphql-response+json; charset=utf-8";
    public static readonly StringValues EventStream = "text/event-stream; charset=utf-8";
    public static readonly StringValues Schema = "application/graphql; charset=utf-8";
    public static readonly StringValues AllowPost = "POST";
    public static readonly StringValues AllowBoth = "GET, POST";
    public static readonly StringValues NoStore = "no-cache, no-store";
}
