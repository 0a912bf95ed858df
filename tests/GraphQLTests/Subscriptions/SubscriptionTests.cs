using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Subscriptions;
using SmsPlatform.GraphQL.TypeSystem;
using SmsPlatform.GraphQLTests.Execution;

namespace SmsPlatform.GraphQLTests.Subscriptions;

public sealed class SubscriptionTests
{
    private const string Sdl = "type Query { a: Int } type Subscription { added(topic: String!): Int failing: Int }";

    [Fact]
    public async Task Subscribe_WhenMessagesAreSent_ExecutesForEach()
    {
        var topics = new InMemoryPubSub();
        await using var stream = (ResponseStream)await Create(topics).ExecuteAsync(Request("t"));
        await topics.SendAsync("t", 1);
        await topics.SendAsync("other", 2);
        await topics.SendAsync("t", 3);
        await topics.CompleteAsync("t");

        var results = await ReadAsync(stream);

        Assert.Equal(["""{"data":{"added":1}}""", """{"data":{"added":3}}"""], results);
        Assert.Equal(0, topics.TopicCount);
    }

    [Fact]
    public async Task Subscribe_WhenNeverRead_EndsWithTheStream()
    {
        var topics = new InMemoryPubSub();
        var stream = await Create(topics).ExecuteAsync(Request("t"));
        Assert.Equal(1, topics.TopicCount);

        await stream.DisposeAsync();

        Assert.Equal(0, topics.TopicCount);
    }

    [Fact]
    public async Task Subscribe_WhenReaderLeaves_EndsTheSubscription()
    {
        var topics = new InMemoryPubSub();
        await using var stream = (ResponseStream)await Create(topics).ExecuteAsync(Request("t"));
        using var source = new CancellationTokenSource();
        var reading = ReadAsync(stream, source.Token);

        await topics.SendAsync("t", 1);
        await source.CancelAsync();

        Assert.InRange((await reading).Count, 0, 1);
        Assert.Equal(0, topics.TopicCount);
    }

    [Fact]
    public async Task Subscribe_WhenReaderIsSlow_IsCutOffWithAReason()
    {
        var topics = new InMemoryPubSub(new SubscriptionOptions { TopicBufferCapacity = 2 });
        await using var stream = (ResponseStream)await Create(topics).ExecuteAsync(Request("t"));
        for (var i = 0; i < 4; i++)
        {
            await topics.SendAsync("t", i);
        }

        var results = await ReadAsync(stream);

        Assert.Equal(3, results.Count);
        Assert.Contains("SLOW_SUBSCRIBER", results[2], StringComparison.Ordinal);
        Assert.Equal(0, topics.TopicCount);
    }

    [Fact]
    public async Task Subscribe_WhenSourceCannotBeOpened_IsARequestError()
    {
        await using var result = (OperationResult)await Create(new InMemoryPubSub()).ExecuteAsync(GraphQLRequest.FromText("subscription { failing }"));

        Assert.Equal(ResultStatus.RequestError, result.Status);
        Assert.Contains("Unexpected Execution Error", result.ToJson(), StringComparison.Ordinal);
    }

    private static RequestExecutor Create(InMemoryPubSub topics) => new(new RequestExecutorSetup
    {
        Schema = Schema.FromSdl(Sdl).Bind((type, field) => field.Name switch
        {
            "added" => new SubscriptionBinding(
                async context => new SourceEvents(await topics.SubscribeAsync<int>(context.Argument<string>(0), context.RequestAborted)),
                FieldResolver.Create(context => context.EventMessage)),
            "failing" => new SubscriptionBinding(_ => throw new InvalidOperationException(), FieldResolver.Create(_ => 1)),
            _ => Engine.Value(1),
        }),
    });

    private static GraphQLRequest Request(string topic) => GraphQLRequest.FromText($"subscription {{ added(topic: \"{topic}\") }}");

    private static async Task<List<string>> ReadAsync(ResponseStream stream, CancellationToken cancellationToken = default)
    {
        var results = new List<string>();
        await foreach (var result in stream.ReadResultsAsync(cancellationToken))
        {
            using (result)
            {
                results.Add(result.ToJson());
            }
        }

        return results;
    }
}
