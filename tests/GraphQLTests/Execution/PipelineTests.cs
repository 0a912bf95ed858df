using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;
using static SmsPlatform.GraphQLTests.Execution.Engine;

namespace SmsPlatform.GraphQLTests.Execution;

public sealed class PipelineTests
{
    private const string Sdl = "type Query { a: Int text: String fail: Int } type Mutation { m: Int }";

    [Theory]
    [InlineData("query A { a } query B { a }", null, "OPERATION_NAME_NEEDED")]
    [InlineData("query A { a } query B { a }", "C", "UNKNOWN_OPERATION")]
    [InlineData("{ a", null, "SYNTAX_ERROR")]
    [InlineData("{ unknown }", null, "FIELDS_ON_CORRECT_TYPE")]
    [InlineData("fragment F on Query { a }", null, "NO_UNUSED_FRAGMENTS")]
    [InlineData("", null, "NO_DOCUMENT")]
    public async Task Execute_WhenTheRequestIsBroken_TellsACode(string query, string? operationName, string code)
    {
        await using var result = (OperationResult)await Create(Sdl).ExecuteAsync(GraphQLRequest.FromText(query, operationName: operationName));

        Assert.Equal(ResultStatus.RequestError, result.Status);
        Assert.Contains(code, result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenTheKindIsNotAllowed_IsRefused()
    {
        var request = GraphQLRequest.FromText("mutation { m }");
        request.AllowedOperations = AllowedOperations.Query;

        await using var result = (OperationResult)await Create(Sdl).ExecuteAsync(request);

        Assert.Equal(ResultStatus.OperationNotAllowed, result.Status);
    }

    [Fact]
    public async Task Execute_WhenOnlyPersistedDocumentsAreAllowed_RunsThoseAlone()
    {
        var executor = Persisted(new Documents { ["known"] = "{ a }" });

        await using var known = (OperationResult)await executor.ExecuteAsync(new GraphQLRequest { DocumentId = "known" });
        await using var unknown = (OperationResult)await executor.ExecuteAsync(new GraphQLRequest { DocumentId = "unknown" });
        await using var text = (OperationResult)await executor.ExecuteAsync(GraphQLRequest.FromText("{ a }"));

        Assert.Equal("""{"data":{"a":1}}""", known.ToJson());
        Assert.Equal(ResultStatus.DocumentNotFound, unknown.Status);
        Assert.Contains("HC0067", text.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenTheResponseIsTooLarge_AnswersWithAnErrorInstead()
    {
        var executor = Create(Sdl, new() { ["Query.text"] = Value(new string('x', 10_000)) }, options => options.MaxResponseSize = 20_000);

        var json = await executor.RunAsync("{ a: text b: text c: text }");

        Assert.Contains("RESPONSE_TOO_LARGE", json, StringComparison.Ordinal);
        Assert.InRange(json.Length, 1, 200);
    }

    [Fact]
    public async Task Execute_WhenAnErrorFilterBreaks_StillMasks()
    {
        var filters = new IErrorFilter[] { new Filter(error => error.WithMessage("filtered")), new Filter(_ => throw new InvalidOperationException("secret")) };
        var executor = new RequestExecutor(new RequestExecutorSetup { Schema = Bound(), ErrorFilters = filters });

        var json = await executor.RunAsync("{ fail }");

        Assert.Contains("Unexpected Execution Error", json, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenDetailsAreIncluded_TellsTheException()
    {
        var executor = new RequestExecutor(new RequestExecutorSetup { Schema = Bound(), Options = new RequestExecutorOptions { IncludeExceptionDetails = true } });

        Assert.Contains("the secret", await executor.RunAsync("{ fail }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenSomebodyListens_TracesTheSteps()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ExecutionDiagnostics.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => seen.Enqueue($"{activity.OperationName} {activity.GetTagItem("graphql.operation.name")}{activity.GetTagItem("graphql.field")}"),
        };
        ActivitySource.AddActivityListener(listener);
        var executor = Create(Sdl, new()
        {
            ["Query.a"] = ResolveAsync(async _ =>
            {
                await Task.Delay(50);
                return 1;
            }),
        });

        await executor.RunAsync("query TracedOperation { a }");

        Assert.Contains("graphql execute TracedOperation", seen);
        Assert.Contains("graphql resolve Query.a", seen);
        Assert.Contains("graphql parse ", seen);
        Assert.Contains("graphql validate ", seen);
    }

    [Fact]
    public async Task Execute_WhenTextsAreAlwaysNew_KeepsNone()
    {
        var executor = Create(Sdl, configure: options => options.OperationCacheSize = 10);

        for (var i = 0; i < 100; i++)
        {
            await executor.RunAsync($"query Q{i} {{ a }}");
        }

        Assert.Equal(0, executor.CachedDocuments);

        for (var i = 0; i < 100; i++)
        {
            await executor.RunAsync($"query R{i % 50} {{ a }}");
        }

        Assert.InRange(executor.CachedDocuments, 1, 10);
    }

    [Fact]
    public async Task Execute_WhenManyRunAtOnce_KeepsThemApart()
    {
        var executor = Create(
            "type Query { item(id: Int!): Item } type Item { id: Int next: Item }",
            new()
            {
                ["Query.item"] = ResolveAsync<object?>(async context =>
                {
                    var id = context.Argument<int>(0);
                    await Task.Yield();
                    return id;
                }),
                ["Item.id"] = new PureBinding(parent => parent),
                ["Item.next"] = ResolveAsync<object?>(async context =>
                {
                    var id = context.Parent<int>();
                    await Task.Yield();
                    return id + 1;
                }),
            });

        await Parallel.ForEachAsync(Enumerable.Range(0, 5_000), async (id, _) =>
        {
            var json = await executor.RunAsync("query($id: Int!) { item(id: $id) { id next { id } } }", $$"""{"id":{{id}}}""");
            Assert.Equal("{\"data\":{\"item\":{\"id\":" + id + ",\"next\":{\"id\":" + (id + 1) + "}}}}", json);
        });
    }

    [Fact]
    public async Task Execute_WhenAResolverIgnoresItsCancellation_AnswersAnyway()
    {
        var never = new TaskCompletionSource<object?>();
        var executor = Create(Sdl, new() { ["Query.a"] = ResolveAsync(_ => never.Task) }, options => options.ExecutionTimeout = TimeSpan.FromMilliseconds(20));

        await using var result = (OperationResult)await executor.ExecuteAsync(GraphQLRequest.FromText("{ a }"));

        Assert.Equal(ResultStatus.TimedOut, result.Status);
        never.SetResult(1);
    }

    [Fact]
    public async Task Execute_WhenCallersCancelAtAnyMoment_AlwaysEnds()
    {
        var executor = Create(
            "type Query { a: Item } type Item { b: Item c: Int }",
            new()
            {
                ["Query.a"] = ResolveAsync<object?>(async context =>
                {
                    await Task.Delay(1, context.RequestAborted);
                    return 1;
                }),
                ["Item.b"] = ResolveAsync<object?>(async _ =>
                {
                    await Task.Yield();
                    return 1;
                }),
                ["Item.c"] = new PureBinding(parent => parent),
            });
        var outcomes = new ConcurrentBag<bool>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 4_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ended) =>
        {
            using var source = new CancellationTokenSource();
            var running = Task.Run(async () => await executor.ExecuteAsync(GraphQLRequest.FromText("{ a { b { b { c } } } }"), source.Token), ended);
            if (i % 4 != 0)
            {
                await Task.Delay(i % 3, ended);
                await source.CancelAsync();
            }

            try
            {
                await using var result = await running.WaitAsync(TimeSpan.FromSeconds(30), ended);
                Assert.Equal("""{"data":{"a":{"b":{"b":{"c":1}}}}}""", ((OperationResult)result).ToJson());
                outcomes.Add(true);
            }
            catch (OperationCanceledException)
            {
                outcomes.Add(false);
            }
        });

        Assert.Equal(4_000, outcomes.Count);
        Assert.InRange(outcomes.Count(isDone => isDone), 1_000, 4_000);
    }

    private static Schema Bound() => Schema.FromSdl(Sdl).Bind((_, field) => field.Name == "fail"
        ? Resolve<object?>(_ => throw new InvalidOperationException("the secret"))
        : null);

    private static RequestExecutor Persisted(Documents documents) => new(new RequestExecutorSetup
    {
        Schema = Schema.FromSdl(Sdl).Bind((_, _) => Value(1)),
        Documents = documents,
        Options = new RequestExecutorOptions { OnlyAllowPersistedDocuments = true },
    });

    private sealed class Filter(Func<IError, IError> filter) : IErrorFilter
    {
        public IError OnError(IError error) => filter(error);
    }

    private sealed class Documents : Dictionary<string, string>, IOperationDocumentStorage
    {
        public ValueTask<ReadOnlyMemory<byte>?> TryReadAsync(string documentId, CancellationToken cancellationToken = default) =>
            new(TryGetValue(documentId, out var text) ? Encoding.UTF8.GetBytes(text) : null);

        public ValueTask SaveAsync(string documentId, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) => default;
    }
}
