using System.Data.Common;

namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>How the PostgreSQL provider reaches its database.</summary>
public sealed class PostgresSubscriptionOptions
{
    /// <summary>
    /// Opens a connection, an <c>NpgsqlConnection</c>; the provider disposes it. One is held for listening, one is taken for each batch that is sent.
    /// </summary>
    public Func<CancellationToken, ValueTask<DbConnection>> ConnectionFactory { get; set; } =
        _ => throw new InvalidOperationException("PostgresSubscriptionOptions.ConnectionFactory is not set.");

    /// <summary>The PostgreSQL channel that carries all topics; a lower-case identifier.</summary>
    public string ChannelName { get; set; } = "graphql_subscriptions";

    /// <summary>Most messages sent in one command. 256.</summary>
    public int MaxSendBatchSize { get; set; } = 256;

    /// <summary>Most messages that wait to be sent; more make the sender wait. 2048.</summary>
    public int MaxSendQueueSize { get; set; } = 2048;

    /// <summary>Most bytes of one message with its topic, as JSON; PostgreSQL takes less than 8000.</summary>
    public int MaxMessagePayloadSize { get; set; } = 7900;

    /// <summary>The buffers of this process's subscribers.</summary>
    public SubscriptionOptions SubscriptionOptions { get; set; } = new();
}
