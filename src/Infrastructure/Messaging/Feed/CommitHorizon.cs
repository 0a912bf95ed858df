using Npgsql;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>The number up to which everything that will ever be visible is visible.</summary>
/// <remarks>
/// Sequence numbers are drawn before the commit, so a lower one may become visible after a higher one. The horizon goes no further than
/// a number of which it is known that every transaction that could still commit a lower one has ended: the sequence's last value is
/// noted and then the next transaction id, and the value is passed when no transaction older than that id runs any more. Our writers
/// always have their transaction id before they draw a number, because they write or lock another row first.
/// </remarks>
internal sealed class CommitHorizon(NpgsqlDataSource database)
{
    public const long Unknown = -1;

    private readonly Queue<(long Value, long NextTransaction)> _notes = new();
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

        // In this order, each with a snapshot of its own: the value first, then who may still be writing.
        batch.Add("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM messaging.messages_seq_seq");
        batch.Add("""
            SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            """);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _noted = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _notes.Enqueue((_noted, reader.GetInt64(0)));
        var oldestRunning = reader.GetInt64(1);
        while (_notes.TryPeek(out var note) && note.NextTransaction <= oldestRunning)
        {
            Value = Math.Max(Value, note.Value);
            _notes.Dequeue();
        }

        return Value;
    }
}
