using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;
using static SmsPlatform.GraphQLTests.Execution.Engine;

namespace SmsPlatform.GraphQLTests.Execution;

public sealed class ExecutionTests
{
    private static Dictionary<string, object?> Map(params (string, object?)[] fields) => fields.ToDictionary(pair => pair.Item1, pair => pair.Item2);

    [Fact]
    public async Task Execute_WhenFieldsAreMerged_WritesThemInOrder()
    {
        var executor = Create("type Query { a: A b: Int } type A { x: Int y: String }", new() { ["Query.a"] = Value(Map(("x", 1), ("y", "é\"\n"))) });

        var json = await executor.RunAsync("query { b a { x } ...F } fragment F on Query { a { y x __typename } }");

        Assert.Equal("""{"data":{"b":null,"a":{"x":1,"y":"é\"\n","__typename":"A"}}}""", json);
    }

    [Fact]
    public async Task Execute_WhenASetIsLong_MergesByName()
    {
        var executor = Create("type Query { a: Int }", new() { ["Query.a"] = Value(1) });
        var names = Enumerable.Range(0, 40).Select(i => $"x{i}").ToArray();

        var json = await executor.RunAsync($"{{ {string.Join(' ', names.Concat(names).Select(name => $"{name}: a"))} }}");

        Assert.Equal("{\"data\":{" + string.Join(',', names.Select(name => $"\"{name}\":1")) + "}}", json);
    }

    [Fact]
    public async Task Execute_WhenNonNullIsNull_PropagatesToTheNearestNullable()
    {
        var executor = Create(
            "type Query { a: A list: [A] strict: [A!] } type A { x: Int! b: A }",
            new()
            {
                ["Query.a"] = Value(Map(("x", 1), ("b", Map(("x", null))))),
                ["Query.list"] = Value(new object?[] { Map(("x", 1)), Map(("x", null)), null }),
                ["Query.strict"] = Value(new object?[] { Map(("x", 1)), Map(("x", null)) }),
            });

        var json = await executor.RunAsync("{ a { x b { x } } list { x } strict { x } }");

        Assert.Equal(
            """{"data":{"a":{"x":1,"b":null},"list":[{"x":1},null,null],"strict":null},"errors":[""" +
            """{"message":"Cannot return null for non-nullable field A.x.","locations":[{"line":1,"column":13}],"path":["a","b","x"],"extensions":{"code":"HC0018"}},""" +
            """{"message":"Cannot return null for non-nullable field A.x.","locations":[{"line":1,"column":26}],"path":["list",1,"x"],"extensions":{"code":"HC0018"}},""" +
            """{"message":"Cannot return null for non-nullable field A.x.","locations":[{"line":1,"column":39}],"path":["strict",1,"x"],"extensions":{"code":"HC0018"}}]}""",
            json);
    }

    [Fact]
    public async Task Execute_WhenResolverThrows_MasksTheException()
    {
        var executor = Create(
            "type Query { a: Int b: Int! }",
            new() { ["Query.a"] = Resolve<object?>(_ => throw new InvalidOperationException("secret")) });

        var json = await executor.RunAsync("{ a }");

        Assert.Equal(
            """{"data":{"a":null},"errors":[{"message":"Unexpected Execution Error","locations":[{"line":1,"column":3}],"path":["a"],"extensions":{"code":"HC0008"}}]}""",
            json);
    }

    [Fact]
    public async Task Execute_WhenAsyncResolversComplete_RunsTheLevelsBeneath()
    {
        var gate = new TaskCompletionSource();
        var executor = Create(
            "type Query { list: [A!]! } type A { id: Int next: A }",
            new()
            {
                ["Query.list"] = ResolveAsync<object?>(async _ =>
                {
                    await gate.Task;
                    return Enumerable.Range(0, 3).Select(i => Map(("id", i)));
                }),
                ["A.next"] = ResolveAsync<object?>(async context =>
                {
                    var parent = context.Parent<Dictionary<string, object?>>();
                    await Task.Yield();
                    return (int)parent["id"]! == 1 ? null : Map(("id", (int)parent["id"]! + 10));
                }),
            });

        var running = executor.RunAsync("{ list { id next { id next { id } } } }");
        gate.SetResult();

        Assert.Equal(
            """{"data":{"list":[{"id":0,"next":{"id":10,"next":{"id":20}}},{"id":1,"next":null},{"id":2,"next":{"id":12,"next":{"id":22}}}]}}""",
            await running);
    }

    [Theory]
    [InlineData("true", """{"data":{"a":1,"b":2}}""")]
    [InlineData("false", """{"data":{"b":2}}""")]
    public async Task Execute_WhenIncludeIsAVariable_FollowsIt(string value, string expected)
    {
        var executor = Create("type Query { a: Int b: Int }", new() { ["Query.a"] = Resolve(_ => 1), ["Query.b"] = Value(2) });

        var json = await executor.RunAsync(
            "query($x: Boolean!) { a @include(if: $x) b ... @skip(if: $x) { b } b @skip(if: true) }", $$"""{"x":{{value}}}""");

        Assert.Equal(expected, json);
    }

    [Fact]
    public async Task Execute_WhenTypesAreAbstract_SelectsByRuntimeType()
    {
        var executor = Create(
            "type Query { nodes: [Node] } interface Node { id: ID } type A implements Node { id: ID a: Int } type B implements Node { id: ID b: Node }",
            new()
            {
                ["Query.nodes"] = Value(new object?[]
                {
                    Map(("__typename", "A"), ("id", "1"), ("a", 5)),
                    null,
                    Map(("__typename", "B"), ("id", 2)),
                    Map(("__typename", "Nope")),
                }),
                ["B.b"] = Resolve<object?>(_ => Map(("__typename", "A"), ("id", "3"), ("a", 7))),
            });

        var json = await executor.RunAsync("{ nodes { id __typename ... on A { a } ... on B { b { id ... on A { a } } } } }");

        Assert.Equal(
            """{"data":{"nodes":[{"id":"1","__typename":"A","a":5},null,{"id":"2","__typename":"B","b":{"id":"3","a":7}},null]},"errors":[{"message":"Abstract type \"Node\" must resolve to an Object type at runtime for field \"Query.nodes\".","locations":[{"line":1,"column":3}],"path":["nodes",3],"extensions":{"code":"INVALID_RESULT"}}]}""",
            json);
    }

    [Fact]
    public async Task Execute_WhenMutation_RunsRootFieldsOneAfterTheOther()
    {
        var order = new List<string>();
        var executor = Create(
            "type Query { q: Int } type Mutation { slow: A fast: A } type A { done: Int }",
            new()
            {
                ["Mutation.slow"] = ResolveAsync<object?>(async _ =>
                {
                    order.Add("slow starts");
                    await Task.Yield();
                    order.Add("slow ends");
                    return Map();
                }),
                ["Mutation.fast"] = Resolve<object?>(_ =>
                {
                    order.Add("fast");
                    return Map();
                }),
                ["A.done"] = ResolveAsync<object?>(async _ =>
                {
                    await Task.Yield();
                    order.Add("child");
                    return 1;
                }),
            });

        var json = await executor.RunAsync("mutation { slow { done } fast { done } again: slow { done } }");

        Assert.Equal("""{"data":{"slow":{"done":1},"fast":{"done":1},"again":{"done":1}}}""", json);
        Assert.Equal(["slow starts", "slow ends", "child", "fast", "child", "slow starts", "slow ends", "child"], order);
    }

    [Fact]
    public async Task Execute_WhenTimeIsUp_AnswersAndCancels()
    {
        var cancelled = new TaskCompletionSource();
        var executor = Create(
            "type Query { a: Int }",
            new()
            {
                ["Query.a"] = ResolveAsync<object?>(async context =>
                {
                    context.RequestAborted.Register(() => cancelled.TrySetResult());
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                    return 1;
                }),
            },
            options => options.ExecutionTimeout = TimeSpan.FromMilliseconds(50));

        var json = await executor.RunAsync("{ a }");

        Assert.Equal("""{"errors":[{"message":"The request exceeded the configured timeout of `00:00:00.0500000`.","extensions":{"code":"HC0045"}}]}""", json);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Execute_WhenCallerCancels_Throws()
    {
        using var source = new CancellationTokenSource();
        var executor = Create(
            "type Query { a: Int }",
            new()
            {
                ["Query.a"] = ResolveAsync<object?>(async context =>
                {
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                    return 1;
                }),
            });

        var running = executor.ExecuteAsync(GraphQLRequest.FromText("{ a }"), source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await running);
    }

    [Fact]
    public async Task Execute_WhenErrorIsAGraphQLException_TellsIt()
    {
        var executor = Create(
            "type Query { a(x: Int): Int }",
            new()
            {
                ["Query.a"] = Resolve<object?>(_ => throw new GraphQLException(
                    ErrorBuilder.New().SetMessage("No.").SetCode("NO").SetExtension("n", 1).Build())),
            });

        var json = await executor.RunAsync("{ b: a(x: 1) }");

        Assert.Equal(
            """{"data":{"b":null},"errors":[{"message":"No.","locations":[{"line":1,"column":3}],"path":["b"],"extensions":{"code":"NO","n":1}}]}""",
            json);
    }

    [Fact]
    public async Task Execute_WhenIntrospected_GivesTheSameJsonEveryTime()
    {
        var executor = Create("type Query { a: Int }");
        const string Query = "{ __schema { queryType { name fields { name type { kind name } } } } __type(name: \"Query\") { name } }";
        const string Expected =
            """{"data":{"__schema":{"queryType":{"name":"Query","fields":[{"name":"a","type":{"kind":"SCALAR","name":"Int"}}]}},"__type":{"name":"Query"}}}""";

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(Expected, await executor.RunAsync(Query));
        }
    }

    [Fact]
    public async Task Execute_WhenIntrospectionIsOff_RefusesTheRequest()
    {
        var executor = Create("type Query { a: Int }", configure: options => options.AllowIntrospection = false);

        var json = await executor.RunAsync("{ __schema { queryType { name } } }");

        Assert.Contains("HC0046", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"data\"", json, StringComparison.Ordinal);
    }
}
