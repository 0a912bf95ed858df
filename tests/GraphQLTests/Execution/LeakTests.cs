using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Subscriptions;
using SmsPlatform.GraphQL.TypeSystem;
using static SmsPlatform.GraphQLTests.Execution.Engine;

namespace SmsPlatform.GraphQLTests.Execution;

/// <summary>What is used again and again must not grow. The figures are of live objects after a full collection.</summary>
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private const int Requests = 100_000;
    private const int Subscriptions = 10_000;
    private const long Allowed = 2 * 1024 * 1024;

    [Fact]
    public async Task Requests_WhenVeryMany_LeaveNothing()
    {
        var executor = Create(
            "type Query { list: [Item!]! fail: Int } type Item { id: Int! next: Item }",
            new()
            {
                ["Query.list"] = Value(Enumerable.Range(0, 5).Select(i => (object?)i).ToArray()),
                ["Query.fail"] = Resolve<object?>(_ => throw new InvalidOperationException()),
                ["Item.id"] = new PureBinding(parent => parent),
                ["Item.next"] = ResolveAsync(context => context.DataLoader<NextLoader>().LoadAsync(context.Parent<int>())),
            },
            options => options.OperationCacheSize = 100);

        // Most texts are always the same, some are always new, some come twice.
        async Task RunAsync(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                var text = (i % 10) switch
                {
                    0 => $"query Q{i / 20} {{ list {{ id }} }}",
                    1 => "{ list { id next { id } } fail }",
                    2 => "{ broken",
                    _ => "query($x: Boolean!) { list { id next @include(if: $x) { id next { id } } } }",
                };
                await using var result = await executor.ExecuteAsync(GraphQLRequest.FromText(text, """{"x":true}"""));
                Assert.IsType<OperationResult>(result);
            }
        }

        await RunAsync(0, Requests / 5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RunAsync(Requests / 5, Requests - (Requests / 5));
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.InRange(after - before, long.MinValue, Allowed);
        Assert.InRange(executor.CachedDocuments, 1, 100);
    }

    [Fact]
    public async Task Subscriptions_WhenVeryMany_LeaveNothing()
    {
        var topics = new InMemoryPubSub();
        var schema = Schema.FromSdl("type Query { a: Int } type Subscription { added: Int }").Bind((_, field) => field.Name == "added"
            ? new SubscriptionBinding(
                async context => new SourceEvents(await topics.SubscribeAsync<int>("t", context.RequestAborted)),
                FieldResolver.Create(context => context.EventMessage))
            : null);
        var executor = new RequestExecutor(new RequestExecutorSetup { Schema = schema });

        // Half leave after a message, half without having read.
        async Task RunAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await using var stream = (ResponseStream)await executor.ExecuteAsync(GraphQLRequest.FromText("subscription { added }"));
                if (i % 2 == 0)
                {
                    await topics.SendAsync("t", i);
                    await foreach (var result in stream.ReadResultsAsync())
                    {
                        result.Dispose();
                        break;
                    }
                }
            }
        }

        await RunAsync(Subscriptions / 5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RunAsync(Subscriptions - (Subscriptions / 5));
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.InRange(after - before, long.MinValue, Allowed);
        Assert.Equal(0, topics.TopicCount);
    }

    internal sealed class NextLoader(IBatchScheduler batchScheduler, DataLoaderOptions options) : BatchDataLoader<int, object?>(batchScheduler, options)
    {
        protected override async Task<IReadOnlyDictionary<int, object?>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return keys.ToDictionary(key => key, key => (object?)(key + 1));
        }
    }
}
