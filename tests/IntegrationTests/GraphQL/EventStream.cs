using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>A subscription over server-sent events. Once it is open, the subscription stands.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private const string Data = "data: ";

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, StreamReader reader)
    {
        _response = response;
        _reader = reader;
    }

    public static async Task<EventStream> OpenAsync(HttpClient client, string query, object? variables, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken)));
    }

    /// <summary>The results, until the server says that it was all.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "event: complete")
            {
                yield break;
            }

            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(line[Data.Length..]);
                yield return json.RootElement.Clone();
            }
        }
    }

    /// <summary>The next result's only field; fails when there are errors instead.</summary>
    public async Task<JsonElement> NextAsync(CancellationToken cancellationToken)
    {
        await foreach (var result in ReadAsync(cancellationToken))
        {
            return result.Event();
        }

        throw new EndOfStreamException("The stream is complete.");
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal static class Results
{
    /// <summary>The only field of a subscription's result.</summary>
    public static JsonElement Event(this JsonElement result) =>
        result.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? data.EnumerateObject().Single().Value
            : throw new InvalidOperationException(result.ToString());

    public static string? ErrorCode(this JsonElement result) =>
        result.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;
}
