using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>
/// Follows the messages as they are committed, on this node or any other, and hands each received SMS to whoever watches here.
/// One query a step serves every watcher; without watchers it rests.
/// </summary>
/// <remarks>
/// Sequence numbers are drawn before the commit, so a lower one may become visible after a higher one. The feed goes no further than a
/// number of which it knows that every transaction that could still commit a lower one has ended: it notes the sequence's last value and
/// then the next transaction id, and passes the value when no transaction older than that id runs any more. Our writers always have
/// their transaction id before they draw a number, because they touch the conversation first.
/// </remarks>
internal sealed partial class ReceivedSmsFeed(NpgsqlDataSource database, WorkSignal work, ILogger<ReceivedSmsFeed> logger) : BackgroundService
{
    private const int Page = 1_000;
    private const int Buffer = 10_000;
    private const long Unknown = -1;

    // What other nodes store raises no signal here.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<Watcher> _watchers = [];
    private readonly Queue<(long Value, long NextTransaction)> _notes = new();
    private readonly SemaphoreSlim _interest = new(0);
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _interested;
    private long _position = Unknown;

    /// <summary>Begins to watch; what was stored before the watcher's start has to be read by itself.</summary>
    public async Task<Watcher> WatchAsync(CancellationToken cancellationToken)
    {
        Task ready;
        lock (_gate)
        {
            // From here on the feed does not rest, so its position only moves forward.
            _interested++;
            ready = _ready.Task;
        }

        _interest.Release();
        try
        {
            await ready.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(null);
            throw;
        }

        lock (_gate)
        {
            var watcher = new Watcher(_position);
            _watchers.Add(watcher);
            return watcher;
        }
    }

    public void Leave(Watcher? watcher)
    {
        lock (_gate)
        {
            _interested--;
            if (watcher is not null)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    public override void Dispose()
    {
        _interest.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (MayRest())
                {
                    await _interest.WaitAsync(stoppingToken);
                    continue;
                }

                await StepAsync(stoppingToken);
                await work.WaitForMessagesAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // The position stands, so nothing is missed once the database is back.
                LogFailed(exception);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Items.Writer.TryComplete();
            }
        }
    }

    /// <summary>With nobody interested the feed forgets where it was; it begins anew with the next watcher.</summary>
    private bool MayRest()
    {
        lock (_gate)
        {
            if (_interested > 0)
            {
                return false;
            }

            if (_position != Unknown)
            {
                _position = Unknown;
                _notes.Clear();
                _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return true;
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var horizon = await HorizonAsync(cancellationToken);
        if (_position == Unknown)
        {
            lock (_gate)
            {
                _position = horizon;
                if (horizon != Unknown)
                {
                    _ready.TrySetResult();
                }
            }

            return;
        }

        while (_position < horizon)
        {
            var items = await ReadAsync(_position, horizon, cancellationToken);
            lock (_gate)
            {
                foreach (var watcher in _watchers)
                {
                    watcher.Offer(items);
                }

                _position = items.Count == Page ? items[^1].Seq : horizon;
            }
        }
    }

    /// <summary>The number up to which everything that will ever be visible is visible.</summary>
    private async Task<long> HorizonAsync(CancellationToken cancellationToken)
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
        var value = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _notes.Enqueue((value, reader.GetInt64(0)));
        var oldestRunning = reader.GetInt64(1);

        var horizon = _position;
        while (_notes.TryPeek(out var note) && note.NextTransaction <= oldestRunning)
        {
            horizon = Math.Max(horizon, note.Value);
            _notes.Dequeue();
        }

        return horizon;
    }

    private async Task<IReadOnlyList<ReceivedSms>> ReadAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT m.seq, m.id, m.workspace_id, c.chatbot_id, m."from", m."to"
            FROM messaging.messages AS m
            JOIN messaging.conversations AS c ON c.id = m.conversation_id
            WHERE m.seq > $1 AND m.seq <= $2 AND m.direction = 'inbound' AND m.channel = 'sms'
            ORDER BY m.seq
            LIMIT $3
            """);
        command.Add(after).Add(upTo).Add(Page);
        return await command.ReadAllAsync(ReceivedSms.Read, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The feed of received messages failed; it goes on where it stood.")]
    private partial void LogFailed(Exception exception);

    /// <summary>Somebody who watches: what was stored after <paramref name="startsAfter"/> comes in here.</summary>
    internal sealed class Watcher(long startsAfter)
    {
        public long StartsAfter { get; } = startsAfter;

        public Channel<ReceivedSms> Items { get; } = Channel.CreateBounded<ReceivedSms>(Buffer);

        public void Offer(IReadOnlyList<ReceivedSms> items)
        {
            foreach (var item in items)
            {
                if (!Items.Writer.TryWrite(item))
                {
                    Items.Writer.TryComplete(new StreamTooSlowException());
                    return;
                }
            }
        }
    }
}

/// <summary>What decides who hears of a received message.</summary>
internal sealed record ReceivedSms(long Seq, Guid Id, Guid WorkspaceId, Guid ChatbotId, string From, string To)
{
    public static ReceivedSms Read(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetString(5));
}
