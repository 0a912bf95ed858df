using System.Text.Json;
using System.Text.Unicode;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>Reads GraphQL requests from JSON text. Nothing is copied but a query that holds escape sequences.</summary>
internal static class RequestParser
{
    private const int HashLength = 64;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads one request, or a batch of up to <paramref name="maxBatchSize"/>; 0 refuses batches.</summary>
    /// <param name="body">The JSON text, which the parsed requests go on referring to.</param>
    /// <param name="maxBatchSize">Requests in one batch, at most.</param>
    /// <param name="single">The request, when the body is an object.</param>
    /// <param name="batch">The requests, when the body is an array.</param>
    /// <returns>The reason for refusing the body, or null.</returns>
    public static HttpError? Parse(ReadOnlyMemory<byte> body, int maxBatchSize, out ParsedRequest single, out ParsedRequest[]? batch)
    {
        single = default;
        batch = null;

        if (body.IsEmpty)
        {
            return HttpError.NoBody;
        }

        if (body.Span.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        // The JSON reader does not look into strings; everything behind this line may rely on them.
        if (!Utf8.IsValid(body.Span))
        {
            return HttpError.NotUtf8;
        }

        var reader = new Utf8JsonReader(body.Span);

        try
        {
            reader.Read();
            var error = reader.TokenType switch
            {
                JsonTokenType.StartObject => ReadRequest(ref reader, body, out single),
                JsonTokenType.StartArray => ReadBatch(ref reader, body, maxBatchSize, out batch),
                _ => HttpError.NotAnObject,
            };

            // Reads on to the end, so that rubbish after the request is found.
            return error ?? (reader.Read() ? HttpError.NotJson : null);
        }
        catch (JsonException)
        {
            return HttpError.NotJson;
        }
    }

    /// <summary>Reads the request object on which <paramref name="reader"/> stands.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static HttpError? ReadRequest(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, out ParsedRequest request)
    {
        request = default;
        var seen = 0;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!JsonStrings.IsWellFormed(ref reader))
            {
                return HttpError.NotUtf8;
            }

            var (member, bit) = Member(ref reader);

            if ((seen & bit) != 0)
            {
                return HttpError.DuplicateMember;
            }

            seen |= bit;
            reader.Read();

            var error = member switch
            {
                RequestMember.Query => ReadQuery(ref reader, body, ref request),
                RequestMember.OperationName => ReadString(ref reader, ref request.OperationName, HttpError.OperationNameNotString),
                RequestMember.Variables => ReadObject(ref reader, body, ref request.Variables, HttpError.VariablesNotObject),
                RequestMember.Extensions => ReadExtensions(ref reader, body, ref request),
                RequestMember.DocumentId => ReadString(ref reader, ref request.DocumentId, HttpError.DocumentIdNotString),
                _ => Skip(ref reader),
            };

            if (error is not null)
            {
                return error;
            }
        }

        return request.Query is null && request.DocumentId is null && request.PersistedQueryHash is null ? HttpError.NoQuery : null;
    }

    /// <summary>Reads the value of a URL's <c>variables</c> or <c>extensions</c>.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="extensions">Whether it is <c>extensions</c>.</param>
    /// <param name="request">The request that gets it.</param>
    /// <returns>The reason for refusing it, or null.</returns>
    public static HttpError? ParseParameter(ReadOnlyMemory<byte> json, bool extensions, ref ParsedRequest request)
    {
        var reader = new Utf8JsonReader(json.Span);

        try
        {
            reader.Read();
            var error = extensions
                ? ReadExtensions(ref reader, json, ref request)
                : ReadObject(ref reader, json, ref request.Variables, HttpError.VariablesNotObject);
            return error ?? (reader.Read() ? HttpError.NotJson : null);
        }
        catch (JsonException)
        {
            return HttpError.NotJson;
        }
    }

    private static HttpError? ReadBatch(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, int maxBatchSize, out ParsedRequest[]? batch)
    {
        batch = null;

        if (maxBatchSize == 0)
        {
            return HttpError.BatchingDisabled;
        }

        var requests = new List<ParsedRequest>();

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (requests.Count == maxBatchSize)
            {
                return HttpError.BatchTooLarge;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return HttpError.NotAnObject;
            }

            if (ReadRequest(ref reader, body, out var request) is { } error)
            {
                return error;
            }

            requests.Add(request);
        }

        batch = [.. requests];
        return batch.Length == 0 ? HttpError.BatchEmpty : null;
    }

    private static (RequestMember Member, int Bit) Member(ref Utf8JsonReader reader)
    {
        var member =
            reader.ValueTextEquals("query"u8) ? RequestMember.Query :
            reader.ValueTextEquals("variables"u8) ? RequestMember.Variables :
            reader.ValueTextEquals("operationName"u8) ? RequestMember.OperationName :
            reader.ValueTextEquals("extensions"u8) ? RequestMember.Extensions :
            reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("documentId"u8) ? RequestMember.DocumentId :
            RequestMember.Unknown;

        return (member, member == RequestMember.Unknown ? 0 : 1 << (int)member);
    }

    private static HttpError? ReadQuery(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ref ParsedRequest request)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when !reader.ValueIsEscaped:
                request.Query = body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                return null;
            case JsonTokenType.String when JsonStrings.IsWellFormed(ref reader):
                var unescaped = new byte[reader.ValueSpan.Length];
                request.Query = unescaped.AsMemory(0, reader.CopyString(unescaped));
                return null;
            default:
                return reader.TokenType == JsonTokenType.String ? HttpError.NotUtf8 : HttpError.QueryNotString;
        }
    }

    private static HttpError? ReadString(ref Utf8JsonReader reader, ref string? value, HttpError otherwise)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return otherwise;
        }

        if (!JsonStrings.IsWellFormed(ref reader))
        {
            return HttpError.NotUtf8;
        }

        value = reader.GetString();
        return null;
    }

    private static HttpError? ReadObject(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ref ReadOnlyMemory<byte> value, HttpError otherwise)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return otherwise;
        }

        var start = (int)reader.TokenStartIndex;

        if (Skip(ref reader) is { } error)
        {
            return error;
        }

        value = body[start..(int)reader.BytesConsumed];
        return null;
    }

    private static HttpError? ReadExtensions(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ref ParsedRequest request)
    {
        if (ReadObject(ref reader, body, ref request.Extensions, HttpError.ExtensionsNotObject) is { } error)
        {
            return error;
        }

        return request.Extensions.IsEmpty ? null : ReadPersistedQuery(request.Extensions.Span, ref request);
    }

    private static HttpError? ReadPersistedQuery(ReadOnlySpan<byte> extensions, ref ParsedRequest request)
    {
        var reader = new Utf8JsonReader(extensions);
        reader.Read();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("persistedQuery"u8);
            reader.Read();

            if (!found)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                return reader.TokenType == JsonTokenType.StartObject && ReadHash(ref reader) is { } hash
                    ? Set(ref request.PersistedQueryHash, hash)
                    : HttpError.PersistedQueryInvalid;
            }
        }

        return null;

        static HttpError? Set(ref string? field, string hash)
        {
            field = hash;
            return null;
        }
    }

    private static string? ReadHash(ref Utf8JsonReader reader)
    {
        string? hash = null;
        var version = 0;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8))
            {
                reader.Read();
                version = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : 0;
            }
            else if (reader.ValueTextEquals("sha256Hash"u8))
            {
                reader.Read();
                hash = reader.TokenType == JsonTokenType.String ? Hash(reader.ValueSpan) : null;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return version == 1 ? hash : null;
    }

    private static string? Hash(ReadOnlySpan<byte> text)
    {
        if (text.Length != HashLength)
        {
            return null;
        }

        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return null;
            }
        }

        return string.Create(HashLength, text, static (hash, bytes) =>
        {
            for (var i = 0; i < hash.Length; i++)
            {
                hash[i] = char.ToLowerInvariant((char)bytes[i]);
            }
        });
    }

    internal static HttpError? Skip(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;

        do
        {
            if (!JsonStrings.IsWellFormed(ref reader))
            {
                return HttpError.NotUtf8;
            }

            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return null;
            }
        }
        while (reader.Read());

        return null;
    }

    private enum RequestMember
    {
        Unknown,
        Query,
        OperationName,
        Variables,
        Extensions,
        DocumentId,
    }
}
