using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.PersistedOperations;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

internal sealed partial class SocketSession
{
    private void Subscribe(SocketMessage message)
    {
        if (!_acknowledged)
        {
            _output.Close(CloseReason.Unauthorized);
            return;
        }

        // The message's buffer is used again for the next one.
        var payload = message.Payload.ToArray();

        if (RequestParser.Parse(payload, maxBatchSize: 0, out var parsed, out _) is not null)
        {
            _output.Close(CloseReason.InvalidMessage);
            return;
        }

        var operation = new SocketOperation(message.Id!, _ended.Token);

        switch (_operations.TryStart(operation, _options.MaxOperationsPerConnection, () => RunAsync(operation, parsed)))
        {
            case SocketOperations.Outcome.Exists:
                operation.Dispose();
                _output.Close(CloseReason.SubscriberExists(operation.Id));
                break;
            case SocketOperations.Outcome.TooMany:
                operation.Dispose();
                _output.Send(SocketFrame.Error(operation.EncodedId, HttpError.TooManyOperations.Errors.Span));
                break;
            default:
                break;
        }
    }

    private async Task RunAsync(SocketOperation operation, ParsedRequest parsed)
    {
        try
        {
            await ExecuteAsync(operation, parsed);
        }
        catch (OperationCanceledException) when (operation.Ended.IsCancellationRequested)
        {
            // Ended by the client or with the connection.
        }
        catch (GraphQLException exception)
        {
            using var refusal = Refusals.Of(exception);
            Finish(operation, SocketFrame.Error(operation.EncodedId, Errors(refusal.Memory.Span)));
        }
#pragma warning disable CA1031 // A worker's loop: nobody awaits it, and one failing operation must not end the others of its connection.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception);
            Finish(operation, SocketFrame.Error(operation.EncodedId, HttpError.Unexpected.Errors.Span));
        }
        finally
        {
            _operations.TryRelease(operation);
            _operations.Remove(operation);
            operation.Dispose();
        }
    }

    private async Task ExecuteAsync(SocketOperation operation, ParsedRequest parsed)
    {
        if (AutomaticPersistedOperations.Check(ref parsed, _backend.Documents) is { } error)
        {
            Finish(operation, SocketFrame.Error(operation.EncodedId, error.Errors.Span));
            return;
        }

        await using var scope = _context.RequestServices.CreateAsyncScope();
        var request = CreateRequest(parsed, scope.ServiceProvider);

        if (_backend.SocketInterceptor is not { } interceptor)
        {
            await SendResultsAsync(operation, request, parsed);
            return;
        }

        await interceptor.OnRequestAsync(this, operation.Id, new OperationRequestBuilder(request), operation.Ended);

        try
        {
            await SendResultsAsync(operation, request, parsed);
        }
        finally
        {
            await interceptor.OnCompleteAsync(this, operation.Id, _ended.Token);
        }
    }

    private GraphQLRequest CreateRequest(in ParsedRequest parsed, IServiceProvider services) => new()
    {
        Query = parsed.Query.GetValueOrDefault(),
        DocumentId = parsed.DocumentId,
        OperationName = parsed.OperationName,
        Variables = parsed.Variables,
        Extensions = parsed.Extensions,
        Services = services,
        User = _context.User,
        ContextData = new RequestState(_context),
    };

    private async Task SendResultsAsync(SocketOperation operation, GraphQLRequest request, ParsedRequest parsed)
    {
        await using var outcome = await AutomaticPersistedOperations.ExecuteAsync(_backend, request, parsed, operation.Ended);

        if (outcome is OperationResult { Status: not ResultStatus.Executed } refused)
        {
            Finish(operation, SocketFrame.Error(operation.EncodedId, Errors(refused.Memory.Span)));
            return;
        }

        if (outcome is ResponseStream stream)
        {
            await foreach (var result in stream.ReadResultsAsync(operation.Ended))
            {
                // The source has failed: the protocol's error is the end of the operation too.
                if (result.Status == ResultStatus.RequestError)
                {
                    using (result)
                    {
                        Finish(operation, SocketFrame.Error(operation.EncodedId, Errors(result.Memory.Span)));
                        return;
                    }
                }

                await SendNextAsync(operation, result);
            }

            // A stream that was cut ends as quietly as one that is over; only the latter is told.
            operation.Ended.ThrowIfCancellationRequested();
        }
        else
        {
            await SendNextAsync(operation, (OperationResult)outcome);
        }

        Finish(operation, SocketFrame.Complete(operation.EncodedId));
    }

    private async ValueTask SendNextAsync(SocketOperation operation, OperationResult result)
    {
        using (result)
        {
            using var sent = _backend.SocketInterceptor is { } interceptor
                ? await interceptor.OnResultAsync(this, operation.Id, result, operation.Ended)
                : result;

            operation.Ended.ThrowIfCancellationRequested();
            _output.Send(SocketFrame.Next(operation.EncodedId, sent.Memory.Span));
        }
    }

    /// <summary>Sends an operation's last message, unless the client has ended it.</summary>
    private void Finish(SocketOperation operation, SocketFrame last)
    {
        // Released before it is sent: on receipt the client may use the id again at once.
        if (_operations.TryRelease(operation))
        {
            _output.Send(last);
        }
        else
        {
            last.Return();
        }
    }

    /// <summary>The value of <c>errors</c> in a result.</summary>
    private static ReadOnlySpan<byte> Errors(ReadOnlySpan<byte> result)
    {
        var reader = new Utf8JsonReader(result);
        reader.Read();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("errors"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();

            if (found)
            {
                return result[start..(int)reader.BytesConsumed];
            }
        }

        return HttpError.Unexpected.Errors.Span;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A GraphQL operation on a WebSocket failed")]
    private partial void LogFailed(Exception exception);
}
