using System.Runtime.CompilerServices;

namespace SmsPlatform.GraphQL.Execution;

// Subscriptions: the source stream is opened once, then the operation is executed for each of its events.
public sealed partial class RequestExecutor
{
    private async ValueTask<IExecutionResult> SubscribeAsync(
        OperationPlan plan, GraphQLRequest request, object?[] variables, CancellationToken cancellationToken)
    {
        var outcomes = plan.Requirements.Count > 0 ? await DecideAsync(plan, request, cancellationToken) : [];
        if (RefuseUnauthorized(plan, outcomes) is { } error)
        {
            return RequestError(error);
        }

        // The transport gives the request's buffers back before the stream ends.
        var kept = Keep(request);
        var execution = new OperationExecution();
        execution.Prepare(_services, plan, kept, variables, outcomes);
        try
        {
            var (source, failure) = await execution.OpenAsync(cancellationToken);
            if (source is null)
            {
                await execution.DisposeScopesAsync();
                return RequestError(failure!);
            }

            return new ResponseStream(
                stopped => ReadAsync(execution, source, kept, variables, outcomes, stopped),
                () => CloseAsync(execution, source));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await execution.DisposeScopesAsync();
            return RequestError(Unexpected(exception));
        }
    }

    private async IAsyncEnumerable<OperationResult> ReadAsync(
        OperationExecution opened,
        IAsyncEnumerable<object?> source,
        GraphQLRequest request,
        object?[] variables,
        AuthorizeOutcome[] outcomes,
        [EnumeratorCancellation] CancellationToken stopped)
    {
        var events = source.GetAsyncEnumerator(stopped);
        try
        {
            while (true)
            {
                var (message, end) = await NextAsync(events, stopped);
                if (end is not null)
                {
                    yield return end;
                }

                if (message is null)
                {
                    yield break;
                }

                yield return await ExecuteEventAsync(opened.Plan, request, variables, outcomes, message.Value, stopped);
            }
        }
        finally
        {
            await events.DisposeAsync();
            await CloseAsync(opened, source);
        }
    }

    private static async ValueTask CloseAsync(OperationExecution opened, IAsyncEnumerable<object?> source)
    {
        if (source is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        await opened.DisposeScopesAsync();
        opened.Close();
    }

    private async ValueTask<OperationResult> ExecuteEventAsync(
        OperationPlan plan, GraphQLRequest request, object?[] variables, AuthorizeOutcome[] outcomes, object? message, CancellationToken stopped)
    {
        var started = ExecutionDiagnostics.Start();
        var activity = ExecutionDiagnostics.StartExecute(plan);
        var execution = _services.Rent();
        execution.Prepare(_services, plan, request, variables, outcomes);
        execution.SetEvent(message);
        var result = execution.Run(stopped)
            ? await Finish(execution, activity, started, stopped)
            : await AwaitAsync(execution, activity, started, stopped);
        return (OperationResult)result;
    }

    // A source that fails ends the stream with the reason, as errors without data.
    private async ValueTask<(StrongBox<object?>? Message, OperationResult? End)> NextAsync(IAsyncEnumerator<object?> events, CancellationToken stopped)
    {
        try
        {
            return await events.MoveNextAsync() ? (new StrongBox<object?>(events.Current), null) : (null, null);
        }
        catch (GraphQLException exception)
        {
            return (null, RequestError(exception.Errors));
        }
        catch (Subscriptions.SlowSubscriberException)
        {
            return (null, RequestError(ExecutionErrors.SlowSubscriber()));
        }
        catch (Exception exception) when (!stopped.IsCancellationRequested)
        {
            return (null, RequestError(Unexpected(exception)));
        }
    }

    private static GraphQLRequest Keep(GraphQLRequest request) => new()
    {
        OperationName = request.OperationName,
        Extensions = request.Extensions.ToArray(),
        Services = request.Services,
        User = request.User,
        ContextData = request.ContextData,
        AllowedOperations = request.AllowedOperations,
        AllowIntrospection = request.AllowIntrospection,
    };
}
