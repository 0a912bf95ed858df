using System.Buffers;
using System.Security.Cryptography;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.PersistedOperations;

/// <summary>
/// Apollo's automatic persisted queries: a client sends a hash alone, and only when the server does not know it, once, hash and text.
/// </summary>
internal static class AutomaticPersistedOperations
{
    /// <summary>Checks the hash of a request that has one, and makes it the document's id.</summary>
    /// <returns>The reason for refusing the request, or null.</returns>
    public static HttpError? Check(ref ParsedRequest parsed, IOperationDocumentStorage? documents)
    {
        if (parsed.PersistedQueryHash is not { } hash)
        {
            return null;
        }

        if (documents is null)
        {
            return HttpError.PersistedQueryNotSupported;
        }

        parsed.DocumentId = hash;

        // Without this check anyone could give a wrong text to a hash that other clients use.
        return parsed.Query is { } query && !Matches(query.Span, hash) ? HttpError.PersistedQueryMismatch : null;
    }

    /// <summary>Executes the request, and keeps its document once it has proved valid.</summary>
    public static async ValueTask<IExecutionResult> ExecuteAsync(
        GraphQLBackend backend, GraphQLRequest request, ParsedRequest parsed, CancellationToken cancellationToken)
    {
        var outcome = await backend.Executor.ExecuteAsync(request, cancellationToken);

        if (parsed is { PersistedQueryHash: not null, Query: null } && outcome is OperationResult { Status: ResultStatus.DocumentNotFound } unknown)
        {
            unknown.Dispose();
            return Refusals.Of(HttpError.PersistedQueryNotFound, ResultStatus.DocumentNotFound);
        }

        if (backend is { SavesDocuments: true, Documents: { } documents }
            && parsed is { PersistedQueryHash: { } hash, Query: { } query }
            && outcome is ResponseStream or OperationResult { Status: ResultStatus.Executed })
        {
            await documents.SaveAsync(hash, query, cancellationToken);
        }

        return outcome;
    }

    private static bool Matches(ReadOnlySpan<byte> query, string hash)
    {
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(query, actual);
        return Convert.FromHexString(hash, expected, out _, out _) == OperationStatus.Done && actual.SequenceEqual(expected);
    }
}
