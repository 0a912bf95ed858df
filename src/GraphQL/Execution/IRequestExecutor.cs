namespace SmsPlatform.GraphQL.Execution;

/// <summary>Executes GraphQL requests against one schema. Thread-safe.</summary>
public interface IRequestExecutor
{
    /// <summary>
    /// Executes one request. Whatever the request holds, the outcome is a result: its errors are in it. Only a cancelled
    /// <paramref name="cancellationToken"/> ends in an <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <returns>An <see cref="OperationResult"/>, or a <see cref="ResponseStream"/> for a subscription. The caller disposes it.</returns>
    ValueTask<IExecutionResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default);
}
