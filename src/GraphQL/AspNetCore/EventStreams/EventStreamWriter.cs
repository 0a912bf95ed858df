using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Streams;

namespace SmsPlatform.GraphQL.AspNetCore.EventStreams;

/// <summary>Writes server-sent events to one response. Results and keep-alive comments may come from different threads.</summary>
internal sealed class EventStreamWriter(HttpContext context, TimeSpan sendTimeout, TimeProvider clock) : IDisposable
{
    private const string SlowConsumer = "SLOW_CONSUMER";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _completed;

    /// <summary>Sends the head, and a first comment with it: some browsers do not open a stream without any content.</summary>
    public async Task OpenAsync()
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.Headers.ContentType = ResponseHeaders.EventStream;
        response.Headers.CacheControl = ResponseHeaders.NoStore;
        // What nginx and its likes take as an order not to collect the stream.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await KeepAliveAsync();
    }

    /// <summary>Sends a comment.</summary>
    public Task KeepAliveAsync() => SendAsync(":\n\n"u8.ToArray());

    /// <summary>Sends a <c>next</c> event.</summary>
    public async Task NextAsync(ReadOnlyMemory<byte> json)
    {
        await _gate.WaitAsync();

        try
        {
            if (!_completed)
            {
                WriteNext(context.Response.BodyWriter, json.Span);
                await FlushAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends the <c>complete</c> event, after which nothing is sent.</summary>
    public async Task CompleteAsync()
    {
        // EventSource passes on only events that have data, be it empty.
        await SendAsync("event: complete\ndata: \n\n"u8.ToArray());
        _completed = true;
    }

    public void Dispose() => _gate.Dispose();

    private static void WriteNext(PipeWriter output, ReadOnlySpan<byte> json)
    {
        output.Write("event: next\ndata: "u8);

        // The engine writes no line breaks, but a raw JSON scalar may hold some; each starts a new data line, or the event would end there.
        while (json.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0)
        {
            output.Write(json[..end]);
            output.Write("\ndata: "u8);
            json = json[(end + 1)..];
        }

        output.Write(json);
        output.Write("\n\n"u8);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> text)
    {
        await _gate.WaitAsync();

        try
        {
            if (!_completed)
            {
                context.Response.BodyWriter.Write(text.Span);
                await FlushAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask FlushAsync()
    {
        var flush = context.Response.BodyWriter.FlushAsync();

        if (flush.IsCompletedSuccessfully)
        {
            _ = flush.Result;
            return;
        }

        try
        {
            await flush.AsTask().WaitAsync(sendTimeout, clock);
        }
        catch (TimeoutException)
        {
            // The client reads no more; an end in good form would wait for it just the same.
            StreamDiagnostics.CountEnd(StreamKind.EventStream, SlowConsumer);
            context.Abort();
            throw new OperationCanceledException(context.RequestAborted);
        }
    }
}
