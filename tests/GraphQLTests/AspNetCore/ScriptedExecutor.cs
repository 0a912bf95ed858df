using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>Stands in for the engine: the first word of the query says what happens, so that each outcome can be had at will.</summary>
internal sealed class ScriptedExecutor : IRequestExecutor
{
    private readonly Channel<GraphQLRequest> _requests = Channel.CreateUnbounded<GraphQLRequest>();
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams;

    /// <summary>What subscriptions send.</summary>
    public Channel<string> Events { get; } = Channel.CreateUnbounded<string>();

    public Dictionary<string, string> Documents { get; } = [];

    public int OpenStreams => Volatile.Read(ref _openStreams);

    /// <summary>Ends when a <c>hang</c> was cancelled.</summary>
    public Task Cancelled => _cancelled.Task;

    public ValueTask<GraphQLRequest> NextRequestAsync() => _requests.Reader.ReadAsync();

    public ValueTask<IExecutionResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        _requests.Writer.TryWrite(request);
        var query = Encoding.UTF8.GetString(request.Query.Span);

        return query.Split(' ', 2)[0] switch
        {
            "" => new(request.DocumentId is { } id && Documents.ContainsKey(id)
                ? Result("""{"data":{"stored":true}}""")
                : Result("""{"errors":[{"message":"unknown"}]}""", ResultStatus.DocumentNotFound)),
            "invalid" => new(Result("""{"errors":[{"message":"invalid"}]}""", ResultStatus.RequestError)),
            "timeout" => new(Result("""{"errors":[{"message":"late"}]}""", ResultStatus.TimedOut)),
            "fail" => throw new InvalidOperationException("secret"),
            "hang" => HangAsync(cancellationToken),
            "later" => LaterAsync(),
            "mutation" when !request.AllowedOperations.HasFlag(AllowedOperations.Mutation) => new(NotAllowed()),
            "subscription" when !request.AllowedOperations.HasFlag(AllowedOperations.Subscription) => new(NotAllowed()),
            "subscription" => new(new ResponseStream(ReadAsync)),
            "large" => new(Result("{\"data\":\"" + new string('x', 512 * 1024) + "\"}")),
            _ => new(Result("""{"data":{"ok":true}}""")),
        };
    }

    public static OperationResult Result(string json, ResultStatus status = ResultStatus.Executed)
    {
        var writer = ResultWriter.Rent();
        writer.WriteRaw(Encoding.UTF8.GetBytes(json));
        return new OperationResult(writer, status, errorCount: 0);
    }

    private static OperationResult NotAllowed() =>
        Result("""{"errors":[{"message":"not allowed"}]}""", ResultStatus.OperationNotAllowed);

    private static async ValueTask<IExecutionResult> LaterAsync()
    {
        await Task.Yield();
        return Result("""{"data":{"ok":true}}""");
    }

    private async ValueTask<IExecutionResult> HangAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _cancelled.TrySetResult();
        }

        return Result("{}");
    }

    private async IAsyncEnumerable<OperationResult> Read([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _openStreams);

        try
        {
            await foreach (var json in Events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return Result(json);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _openStreams);
        }
    }

    private IAsyncEnumerable<OperationResult> ReadAsync(CancellationToken cancellationToken) => Read(cancellationToken);
}
