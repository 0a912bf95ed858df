using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Streams;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.EventStreams;

/// <summary>GraphQL over server-sent events in its "distinct connections" mode: one request, one stream.</summary>
internal sealed class EventStreamHandler(
    GraphQLEventStreamOptions options,
    StreamRegistry registry,
    IStreamAuthorizer authorizer,
    TimeProvider clock,
    CancellationToken stopping)
{
    /// <summary>Answers a query or mutation, or a refused subscription, with one <c>next</c>.</summary>
    public async Task WriteAsync(HttpContext context, OperationResult result)
    {
        using var output = new EventStreamWriter(context, options.SendTimeout, clock);
        await output.OpenAsync();
        await output.NextAsync(result.Memory);
        await output.CompleteAsync();
    }

    /// <summary>Answers a subscription until it, its sign-in or its client ends.</summary>
    public async Task WriteAsync(HttpContext context, ResponseStream results)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        var stream = OpenStream.For(StreamKind.EventStream, context, user, () => Cancel(ended));

        if (!registry.TryAdd(stream, options.MaxStreams, options.MaxStreamsPerUser))
        {
            await ResponseWriter.RefuseAsync(context, HttpError.TooManyStreams);
            return;
        }

        try
        {
            await SendAsync(context, results, stream, ended);
        }
        finally
        {
            registry.Remove(stream);
        }
    }

    private static void Cancel(CancellationTokenSource ended)
    {
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream ended by itself a moment before.
        }
    }

    private async Task SendAsync(HttpContext context, ResponseStream results, OpenStream stream, CancellationTokenSource ended)
    {
        using var output = new EventStreamWriter(context, options.SendTimeout, clock);
        await output.OpenAsync();
        var watch = WatchAsync(context, output, stream, ended);

        try
        {
            await foreach (var result in results.ReadResultsAsync(ended.Token))
            {
                using (result)
                {
                    await output.NextAsync(result.Memory);
                }
            }

            if (ended.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                StreamDiagnostics.CountEnd(StreamKind.EventStream, HttpError.SignInExpired.Code);
                await output.NextAsync(HttpError.SignInExpired.Body);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }

        // A stream cut short by a stopping server has no proper end, so that its client comes back.
        if (!context.RequestAborted.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            await output.CompleteAsync();
        }
    }

    private async Task WatchAsync(HttpContext context, EventStreamWriter output, OpenStream stream, CancellationTokenSource ended)
    {
        using var timer = new PeriodicTimer(options.KeepAliveInterval, clock);

        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                if (!await authorizer.IsAuthorizedAsync(context, stream.User, ended.Token))
                {
                    return;
                }

                await output.KeepAliveAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The stream has ended.
        }
        finally
        {
            // Also when the check itself fails: nobody stays connected because a look-up broke.
            await ended.CancelAsync();
        }
    }
}
