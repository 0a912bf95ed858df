using Npgsql;
using SmsPlatform.GraphQL.Subscriptions;
using SmsPlatform.IntegrationTests.Database;

namespace SmsPlatform.IntegrationTests.Subscriptions;

public sealed class PostgresPubSubTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await (await TestCluster.SharedAsync()).CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Send_WhenAnotherProcessListens_ReachesItInOrder()
    {
        await using var here = Create();
        await using var there = Create();
        await using var stream = await there.SubscribeAsync<Added>("added");
        await using var other = await there.SubscribeAsync<Added>("other");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => here.SendAsync("added", new Added(i, "é\"")).AsTask()));
        await here.CompleteAsync("added");

        var received = await ReadAsync(stream).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 50), received.Select(message => message.Id));
        Assert.All(received, message => Assert.Equal("é\"", message.Text));
    }

    [Fact]
    public async Task Listen_WhenTheConnectionIsLost_ConnectsAgain()
    {
        await using var topics = Create();
        await using var stream = await topics.SubscribeAsync<Added>("added");

        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");

        // Messages of the gap are lost, which is why a client catches up by itself; later ones arrive.
        var first = ReadFirstAsync(stream);
        for (var i = 0; !first.IsCompleted; i++)
        {
            Assert.True(i < 200, "no message arrived after the connection was lost");
            await topics.SendAsync("added", new Added(i, "after"));
            await Task.WhenAny(first, Task.Delay(100));
        }

        Assert.Equal("after", (await first).Text);
    }

    [Fact]
    public async Task Send_WhenTheMessageIsTooLarge_IsRefusedAtOnce()
    {
        await using var topics = Create();

        await Assert.ThrowsAsync<ArgumentException>(() => topics.SendAsync("added", new Added(1, new string('x', 8000))).AsTask());
    }

    [Fact]
    public async Task Listen_WhenSomebodyElseNotifies_GoesOn()
    {
        await using var topics = Create();
        await using var stream = await topics.SubscribeAsync<Added>("added");

        await ExecuteAsync("NOTIFY graphql_subscriptions, 'no JSON'");
        await topics.SendAsync("added", new Added(1, "ours"));

        Assert.Equal("ours", (await ReadFirstAsync(stream).WaitAsync(Patience)).Text);
    }

    private PostgresPubSub Create() => new(new PostgresSubscriptionOptions
    {
        ConnectionFactory = async cancellationToken =>
        {
            var connection = new NpgsqlConnection(_database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return connection;
        },
    });

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<Added>> ReadAsync(ISourceStream<Added> stream)
    {
        var messages = new List<Added>();
        await foreach (var message in stream.ReadEventsAsync())
        {
            messages.Add(message);
        }

        return messages;
    }

    private static async Task<Added> ReadFirstAsync(ISourceStream<Added> stream)
    {
        await foreach (var message in stream.ReadEventsAsync())
        {
            return message;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private sealed record Added(int Id, string Text);
}
