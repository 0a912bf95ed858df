using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using SmsPlatform.GraphQL.AspNetCore.EventStreams;
using SmsPlatform.GraphQL.AspNetCore.PersistedOperations;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>GraphQL over HTTP. What can be answered at once is answered without a state machine: most requests of a cached query are.</summary>
internal sealed partial class HttpHandler(GraphQLServerOptions options, EventStreamHandler eventStreams)
{
    /// <summary>Answers a POST request.</summary>
    public Task PostAsync(HttpContext context, GraphQLBackend backend)
    {
        var headers = context.Request.Headers;
        var kind = MediaType.Classify(headers.ContentType);

        if (kind != BodyKind.Json && (kind == BodyKind.Unsupported || !CrossSite.HasPreflightHeader(headers)))
        {
            return ResponseWriter.RefuseAsync(context, HttpError.UnsupportedMediaType);
        }

        var accept = AcceptHeader.Parse(headers.Accept);

        if (accept.Format == ResponseFormat.None)
        {
            return ResponseWriter.RefuseAsync(context, HttpError.NotAcceptable);
        }

        var pending = RequestBody.ReadAsync(context.Request, options.MaxRequestSize);

        return pending.IsCompletedSuccessfully
            ? ExecuteBodyAsync(context, backend, accept, pending.Result)
            : AwaitBodyAsync(context, backend, accept, pending);
    }

    /// <summary>Answers a GET request.</summary>
    public Task GetAsync(HttpContext context, GraphQLBackend backend)
    {
        if (!options.EnableGetRequests)
        {
            return ResponseWriter.RefuseAsync(context, HttpError.GetNotAllowed);
        }

        if (CrossSite.IsUnsafeGet(context.Request.Headers, options.EnforceGetRequestsPreflightHeader))
        {
            return ResponseWriter.RefuseAsync(context, HttpError.PreflightRequired);
        }

        var accept = AcceptHeader.Parse(context.Request.Headers.Accept);

        if (accept.Format == ResponseFormat.None)
        {
            return ResponseWriter.RefuseAsync(context, HttpError.NotAcceptable);
        }

        var error = QueryStringReader.Read(context.Request.Query, out var parsed);

        return error is null
            ? ExecuteAsync(context, backend, accept, parsed, body: null)
            : ResponseWriter.RefuseAsync(context, error);
    }

    private async Task AwaitBodyAsync(
        HttpContext context, GraphQLBackend backend, AcceptHeader accept, ValueTask<RequestBody?> pending)
    {
        RequestBody? body;

        try
        {
            body = await pending;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await ExecuteBodyAsync(context, backend, accept, body);
    }

    private Task ExecuteBodyAsync(HttpContext context, GraphQLBackend backend, AcceptHeader accept, RequestBody? read)
    {
        if (read is not { } body)
        {
            return ResponseWriter.RefuseAsync(context, HttpError.BodyTooLarge);
        }

        var maxBatchSize = options.EnableBatching ? options.MaxBatchSize : 0;
        var error = RequestParser.Parse(body.Memory, maxBatchSize, out var single, out var batch);

        if (error is not null)
        {
            body.Dispose();
            return ResponseWriter.RefuseAsync(context, error);
        }

        return batch is null
            ? ExecuteAsync(context, backend, accept, single, body)
            : ExecuteBatchAsync(context, backend, accept, batch, body);
    }

    private Task ExecuteAsync(HttpContext context, GraphQLBackend backend, AcceptHeader accept, ParsedRequest parsed, RequestBody? body)
    {
        var allowed = Allowed(context.Request, accept);

        if (backend.HttpInterceptor is not null || parsed.PersistedQueryHash is not null || accept.Format == ResponseFormat.EventStream)
        {
            return ExecuteSlowlyAsync(context, backend, accept, parsed, allowed, body);
        }

        var pending = backend.Executor.ExecuteAsync(CreateRequest(context, parsed, allowed), context.RequestAborted);

        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitResultAsync(context, accept, pending, body);
        }

        var outcome = pending.Result;

        if (outcome is not OperationResult result)
        {
            return AwaitResultAsync(context, accept, new ValueTask<IExecutionResult>(outcome), body);
        }

        body?.Dispose();
        var write = WriteResult(context, result, accept.Format);

        if (!write.IsCompletedSuccessfully)
        {
            return AwaitWriteAsync(write, result);
        }

        _ = write.Result;
        result.Dispose();
        return Task.CompletedTask;
    }

    private async Task ExecuteSlowlyAsync(
        HttpContext context,
        GraphQLBackend backend,
        AcceptHeader accept,
        ParsedRequest parsed,
        AllowedOperations allowed,
        RequestBody? body)
    {
        if (AutomaticPersistedOperations.Check(ref parsed, backend.Documents) is { } error)
        {
            body?.Dispose();
            await ResponseWriter.RefuseAsync(context, error);
            return;
        }

        var request = CreateRequest(context, parsed, allowed);

        var refusal = await Refusals.InterceptAsync(backend, context, request);
        var pending = refusal is null
            ? AutomaticPersistedOperations.ExecuteAsync(backend, request, parsed, context.RequestAborted)
            : new ValueTask<IExecutionResult>(refusal);
        await AwaitResultAsync(context, accept, pending, body);
    }

    private async Task AwaitResultAsync(
        HttpContext context, AcceptHeader accept, ValueTask<IExecutionResult> pending, RequestBody? body)
    {
        try
        {
            await using var outcome = await ReturnBodyAsync(pending, body);

            switch (outcome)
            {
                case OperationResult { Status: not ResultStatus.Throttled } result when accept.Format == ResponseFormat.EventStream:
                    await eventStreams.WriteAsync(context, result);
                    break;
                case OperationResult result:
                    await WriteResult(context, result, accept.Format);
                    break;
                case ResponseStream stream:
                    await eventStreams.WriteAsync(context, stream);
                    break;
                default:
                    throw new InvalidOperationException($"A result of type {outcome.GetType()} cannot be sent over HTTP.");
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
    }

    // Once there is an outcome nothing refers to the body any more, and a stream may last for hours.
    private static async ValueTask<IExecutionResult> ReturnBodyAsync(ValueTask<IExecutionResult> pending, RequestBody? body)
    {
        try
        {
            return await pending;
        }
        finally
        {
            body?.Dispose();
        }
    }

    private static async Task AwaitWriteAsync(ValueTask<FlushResult> write, OperationResult result)
    {
        using (result)
        {
            await write;
        }
    }

    private static ValueTask<FlushResult> WriteResult(HttpContext context, OperationResult result, ResponseFormat format)
    {
        if (result.Status == ResultStatus.OperationNotAllowed)
        {
            return ResponseWriter.WriteNotAllowed(context, result, format);
        }

        if (result.Status == ResultStatus.Throttled)
        {
            return ResponseWriter.WriteThrottled(context.Response, result, format);
        }

        return ResponseWriter.Write(context.Response, result.Memory, ResponseWriter.StatusCode(result.Status, format), format);
    }

    private AllowedOperations Allowed(HttpRequest request, AcceptHeader accept)
    {
        var allowed = HttpMethods.IsGet(request.Method) ? (AllowedOperations)options.AllowedGetOperations : AllowedOperations.All;
        return accept.AcceptsEventStream ? allowed : allowed & ~AllowedOperations.Subscription;
    }

    private static GraphQLRequest CreateRequest(HttpContext context, in ParsedRequest parsed, AllowedOperations allowed) => new()
    {
        Query = parsed.Query.GetValueOrDefault(),
        DocumentId = parsed.DocumentId,
        OperationName = parsed.OperationName,
        Variables = parsed.Variables,
        Extensions = parsed.Extensions,
        Services = new RequestServices(context),
        // Asking the context itself would make an anonymous user where nobody has signed in.
        User = context.Features.Get<IHttpAuthenticationFeature>()?.User,
        ContextData = new RequestState(context),
        AllowedOperations = allowed,
    };
}
