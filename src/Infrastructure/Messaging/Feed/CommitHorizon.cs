using Npgsql;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>The number up to which everything that will ever be visible is visible.</summary>
/// <remarks>
/// Sequence numbers are drawn before the commit, so a lower one may become visible after a higher one. The horizon goes no further than
/// a number of which it is known that every transaction that could still commit a lower one has ended: the sequence's last value is
/// noted with the youngest transaction that writes at that moment, and passed when neither that nor an older one does any more. Our
/// writers always have their transaction id before they draw a number, because they write or lock another row first. The ids are those
/// of this database's sessions: a snapshot does not tell the youngest, and knows those of every other database on the server, whose
/// long transactions are none of our business.
/// </remarks>
internal sealed class CommitHorizon(NpgsqlDataSource database)
{
    public const long Unknown = -1;

    private readonly Queue<(long Value, long Youngest)> _notes = new();
    private long _noted = Unknown;

    public long Value { get; private set; } = Unknown;

    /// <summary>Numbers are drawn that the horizon has not passed.</summary>
    public bool IsBehind => Value < _noted;

    public void Forget()
    {
        _notes.Clear();
        (Value, _noted) = (Unknown, Unknown);
    }

    public async Task<long> MoveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);

        // In this order: the value first, then who may still be writing.
        batch.Add("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM messaging.messages_seq_seq");
        batch.Add("""
            SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                   ARRAY(SELECT backend_xid::text::bigint FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL)
            """);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _noted = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var completed = reader.GetInt64(0);
        var writing = reader.GetFieldValue<long[]>(1).Select(id => Full(id, completed)).ToList();
        _notes.Enqueue((_noted, writing.Append(0).Max()));
        var oldest = writing.Append(long.MaxValue).Min();
        while (_notes.TryPeek(out var note) && note.Youngest < oldest)
        {
            Value = Math.Max(Value, note.Value);
            _notes.Dequeue();
        }

        return Value;
    }

    // A transaction's id as others see it has lost its upper half; it is never far from those that have just ended.
    private static long Full(long id, long completed) => completed + unchecked((int)((uint)id - (uint)completed));
}
