using System.Text;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>Reads a GraphQL request from a URL.</summary>
internal static class QueryStringReader
{
    /// <summary>Whether the URL holds a GraphQL request at all.</summary>
    public static bool HasRequest(IQueryCollection query) =>
        query.ContainsKey("query") || query.ContainsKey("extensions") || query.ContainsKey("id") || query.ContainsKey("documentId");

    /// <summary>Reads the request.</summary>
    /// <param name="query">The URL's parameters.</param>
    /// <param name="request">The request.</param>
    /// <returns>The reason for refusing it, or null.</returns>
    public static HttpError? Read(IQueryCollection query, out ParsedRequest request)
    {
        request = default;

        if (!TryGet(query, "query", out var document)
            || !TryGet(query, "operationName", out var operationName)
            || !TryGet(query, "variables", out var variables)
            || !TryGet(query, "extensions", out var extensions)
            || !TryGet(query, "id", out var id)
            || !TryGet(query, "documentId", out var documentId)
            || (id is not null && documentId is not null))
        {
            return HttpError.DuplicateMember;
        }

        request.Query = document is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(document);
        request.OperationName = operationName;
        request.DocumentId = id ?? documentId;

        if (variables is not null
            && RequestParser.ParseParameter(Encoding.UTF8.GetBytes(variables), extensions: false, ref request) is { } badVariables)
        {
            return badVariables;
        }

        if (extensions is not null
            && RequestParser.ParseParameter(Encoding.UTF8.GetBytes(extensions), extensions: true, ref request) is { } badExtensions)
        {
            return badExtensions;
        }

        return request.Query is null && request.DocumentId is null && request.PersistedQueryHash is null ? HttpError.NoQuery : null;
    }

    private static bool TryGet(IQueryCollection query, string name, out string? value)
    {
        value = null;

        if (!query.TryGetValue(name, out var values) || values.Count == 0)
        {
            return true;
        }

        // An empty parameter is how a form leaves one out.
        value = string.IsNullOrEmpty(values[0]) && name != "query" ? null : values[0];
        return values.Count == 1;
    }
}
