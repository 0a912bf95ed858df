using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQLTests.Execution;

namespace SmsPlatform.GraphQLTests.DataLoader;

public sealed class DataLoaderTests
{
    private const string Sdl = "type Query { list: [Item] other: [Item] late: [Item] } type Item { twice: Int half: Item }";

    [Fact]
    public async Task Load_WhenSiblingsAndLevelsAsk_BatchesPerLevel()
    {
        var batches = new ConcurrentQueue<int[]>();
        var executor = Create(batches, _ => Task.CompletedTask);

        var json = await executor.RunAsync("{ list { twice half { twice } } other { twice } }");

        Assert.Equal(
            """{"data":{"list":[{"twice":8,"half":{"twice":4}},{"twice":12,"half":{"twice":6}}],"other":[{"twice":20}]}}""",
            json);
        Assert.Equal(["4,6,10", "2,3"], batches.Select(keys => string.Join(',', keys)));
    }

    [Fact]
    public async Task Load_WhenBatchYields_WaitsWithoutLosingAnyone()
    {
        var batches = new ConcurrentQueue<int[]>();
        var executor = Create(batches, async _ => await Task.Delay(5));

        for (var i = 0; i < 50; i++)
        {
            batches.Clear();
            var json = await executor.RunAsync("{ list { twice half { twice } } other { twice } again: list { twice } }");

            Assert.Contains("""{"list":[{"twice":8,"half":{"twice":4}},{"twice":12,"half":{"twice":6}}]""", json, StringComparison.Ordinal);
            Assert.Equal(2, batches.Count);
        }
    }

    [Fact]
    public async Task Load_WhenAskedForLateAndByAnother_RunsInTheContextOfItsRequest()
    {
        var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var executor = Engine.Create("type Query { late: String }", new()
        {
            ["Query.late"] = Engine.ResolveAsync(async context =>
            {
                var loader = context.DataLoader<WhoLoader>();
                await wake.Task;
                var first = await loader.LoadAsync(1);

                // Woken by somebody with nothing, as a pool or a timer wakes.
                var second = new TaskCompletionSource<string?>();
                ThreadPool.UnsafeQueueUserWorkItem(
                    async _ =>
                    {
                        try
                        {
                            second.SetResult(await loader.LoadAsync(2));
                        }
                        catch (Exception exception)
                        {
                            second.SetException(exception);
                        }
                    },
                    null);
                return $"{first} {await second.Task}";
            }),
        });

        WhoLoader.Who.Value = "mine";
        var running = executor.RunAsync("{ late }");
        WhoLoader.Who.Value = "another's";
        wake.SetResult();

        Assert.Equal("""{"data":{"late":"mine mine"}}""", await running);
    }

    [Fact]
    public async Task Load_WhenALoaderHasServices_HasAScopeOfItsOwnAndOneBatchAtATime()
    {
        var services = new ServiceCollection().AddScoped<Connection>().BuildServiceProvider(validateScopes: true);
        await using var scope = services.CreateAsyncScope();
        var executor = Engine.Create("type Query { a(x: Int!): String other(x: Int!): String }", new()
        {
            ["Query.a"] = Engine.ResolveAsync(context =>
                context.DataLoader<ConnectedLoader>().Branch($"{context.Argument<int>(0) % 3}", 1).LoadAsync(context.Argument<int>(0))),
            ["Query.other"] = Engine.ResolveAsync(context => context.DataLoader<OtherConnectedLoader>().LoadAsync(context.Argument<int>(0))),
        });
        var request = GraphQLRequest.FromText("{ a1: a(x: 1) a2: a(x: 2) a3: a(x: 3) a4: a(x: 4) other(x: 5) }");
        request.Services = scope.ServiceProvider;

        await using var result = (OperationResult)await executor.ExecuteAsync(request);

        var texts = System.Text.Json.JsonDocument.Parse(result.Memory).RootElement.GetProperty("data").EnumerateObject()
            .Select(item => item.Value.GetString()!.Split(' ')).ToArray();
        Assert.Equal(0, result.ErrorCount);
        Assert.Equal(["1", "2", "3", "4", "5"], texts.Select(text => text[0]));
        Assert.Single(texts[..4].Select(text => text[1]).Distinct());
        Assert.NotEqual(texts[0][1], texts[4][1]);
        Assert.Equal(2, Connection.Disposed);
    }

    [Fact]
    public async Task Load_WhenBatchFails_EachFieldTellsItsError()
    {
        var executor = Create([], _ => throw new InvalidOperationException("database"));

        var json = await executor.RunAsync("{ list { twice } }");

        Assert.StartsWith("""{"data":{"list":[{"twice":null},{"twice":null}]},"errors":[{"message":"Unexpected Execution Error",""", json, StringComparison.Ordinal);
        Assert.Contains("""["list",1,"twice"]""", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenUsedOutsideOfARequest_StillBatches()
    {
        var batches = new ConcurrentQueue<int[]>();
        using var loader = new TwiceLoader(AutoBatchScheduler.Default, new DataLoaderOptions(), new Batches(batches, _ => Task.CompletedTask));

        var values = await loader.LoadAsync([1, 2, 1, 3]);

        Assert.Equal([2, 4, 2, 6], values);
        Assert.Equal([1, 2, 3], batches.SelectMany(keys => keys).Order());
    }

    [Fact]
    public async Task Load_WhenBatchIsLimited_LoadsInSeveral()
    {
        var batches = new ConcurrentQueue<int[]>();
        var options = new DataLoaderOptions { MaxBatchSize = 2 };
        using var loader = new TwiceLoader(AutoBatchScheduler.Default, options, new Batches(batches, _ => Task.CompletedTask));

        await loader.LoadAsync([1, 2, 3, 4, 5]);

        Assert.All(batches, keys => Assert.InRange(keys.Length, 1, 2));
    }

    [Fact]
    public async Task Branch_WhenStatesDiffer_CachesApart()
    {
        using var loader = new StatefulLoader(AutoBatchScheduler.Default, new DataLoaderOptions());

        Assert.Equal("7 a", await loader.Branch("a", "a").LoadAsync(7));
        Assert.Equal("7 b", await loader.Branch("b", "b").LoadAsync(7));
        Assert.Same(loader.Branch("a", "a"), loader.Branch("a", "a"));
        Assert.Equal("7 ", await loader.LoadAsync(7));
    }

    [Fact]
    public async Task LoadGrouped_WhenAKeyHasNothing_GivesAnEmptyList()
    {
        using var loader = new Divisors(AutoBatchScheduler.Default, new DataLoaderOptions());

        Assert.Equal("1,2,3,6", string.Join(',', (await loader.LoadAsync(6))!));
        Assert.Empty((await loader.LoadAsync(0))!);
    }

    [Fact]
    public async Task LoadRequired_WhenThereIsNone_Throws()
    {
        using var loader = new Singles(new DataLoaderOptions());

        Assert.Equal("1", await loader.LoadRequiredAsync(1));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => loader.LoadRequiredAsync(2));
        Assert.Equal(2, loader.Calls);
        await loader.LoadAsync(1);
        Assert.Equal(2, loader.Calls);
    }

    private static RequestExecutor Create(ConcurrentQueue<int[]> batches, Func<IReadOnlyList<int>, Task> load)
    {
        var recorded = new Batches(batches, load);
        var services = new SingleService(recorded);
        var executor = Engine.Create(Sdl, new()
        {
            ["Query.list"] = Engine.Value(new object[] { 4, 6 }),
            ["Query.other"] = Engine.Value(new object[] { 10 }),
            ["Item.twice"] = Engine.ResolveAsync(context => context.DataLoader<TwiceLoader>().LoadAsync(context.Parent<int>())),
            ["Item.half"] = Engine.ResolveAsync(async context =>
            {
                var parent = context.Parent<int>();
                return (object?)(await context.DataLoader<TwiceLoader>().LoadAsync(parent) / 4);
            }),
        });
        return new RequestExecutor(new RequestExecutorSetup { Schema = executor.Schema, DefaultServices = services });
    }

    internal sealed record Batches(ConcurrentQueue<int[]> Seen, Func<IReadOnlyList<int>, Task> Load);

    private sealed class SingleService(Batches batches) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Batches) ? batches : null;
    }

    internal sealed class TwiceLoader(IBatchScheduler batchScheduler, DataLoaderOptions options, Batches batches)
        : BatchDataLoader<int, int>(batchScheduler, options)
    {
        protected override async Task<IReadOnlyDictionary<int, int>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            batches.Seen.Enqueue([.. keys]);
            await batches.Load(keys);
            return keys.ToDictionary(key => key, key => key * 2);
        }
    }

    /// <summary>Like a DbContext: of one scope, and for one user at a time.</summary>
    internal sealed class Connection : IDisposable
    {
        private int _users;

        public static int Disposed { get; private set; }

        public string Id { get; } = Guid.NewGuid().ToString();

        public async Task<IReadOnlyDictionary<int, string>> QueryAsync(IReadOnlyList<int> keys)
        {
            Assert.Equal(1, Interlocked.Increment(ref _users));
            await Task.Delay(5);
            Interlocked.Decrement(ref _users);
            return keys.ToDictionary(key => key, key => $"{key} {Id}");
        }

        public void Dispose() => Disposed++;
    }

    private sealed class WhoLoader(IBatchScheduler batchScheduler, DataLoaderOptions options) : BatchDataLoader<int, string>(batchScheduler, options)
    {
        public static AsyncLocal<string> Who { get; } = new();

        protected override Task<IReadOnlyDictionary<int, string>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<int, string>>(keys.ToDictionary(key => key, _ => Who.Value ?? "nobody's"));
    }

    private sealed class ConnectedLoader(Connection connection, IBatchScheduler batchScheduler, DataLoaderOptions options)
        : BatchDataLoader<int, string>(batchScheduler, options)
    {
        protected override Task<IReadOnlyDictionary<int, string>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            connection.QueryAsync(keys);
    }

    private sealed class OtherConnectedLoader(Connection connection, IBatchScheduler batchScheduler, DataLoaderOptions options)
        : BatchDataLoader<int, string>(batchScheduler, options)
    {
        protected override Task<IReadOnlyDictionary<int, string>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            connection.QueryAsync(keys);
    }

    private sealed class StatefulLoader(IBatchScheduler batchScheduler, DataLoaderOptions options)
        : StatefulBatchDataLoader<int, string>(batchScheduler, options)
    {
        protected override Task<IReadOnlyDictionary<int, string>> LoadBatchAsync(
            IReadOnlyList<int> keys, DataLoaderFetchContext<string> context, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<int, string>>(keys.ToDictionary(key => key, key => $"{key} {context.GetState<string>()}"));
    }

    private sealed class Divisors(IBatchScheduler batchScheduler, DataLoaderOptions options) : GroupedDataLoader<int, int>(batchScheduler, options)
    {
        protected override Task<ILookup<int, int>> LoadGroupedBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            Task.FromResult(keys
                .SelectMany(key => Enumerable.Range(1, key).Where(i => key % i == 0).Select(i => (key, i)))
                .ToLookup(pair => pair.key, pair => pair.i));
    }

    private sealed class Singles(DataLoaderOptions options) : CacheDataLoader<int, string?>(options)
    {
        public int Calls { get; private set; }

        protected override Task<string?> LoadSingleAsync(int key, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(key == 1 ? "1" : null);
        }
    }
}
