using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Messaging;

namespace SmsPlatform.DeliveryBench;

/// <summary>What it costs to claim due conversations, by how many are due and by how many messages lie there already.</summary>
/// <remarks>
/// For what was claimed others fall due, outside the measured time, so that as many are due all the while, and no two queues are of rows
/// that lie closer together than those of the other.
/// </remarks>
internal static class Claims
{
    private const int Few = 100;

    // As many as an idle worker and a busy one ask for.
    private static readonly int[] Limits = [16, 1];

    public static async Task<int> RunAsync(Options options)
    {
        var (many, rounds, each) = (options.Number("--due", 100_000), options.Number("--rounds", 10), options.Number("--claims", 200));
        await using var databases = await BenchDatabases.StartAsync(options);
        var queues = new List<Queue>
        {
            // Each with as many conversations, of which half are due at most.
            await Queue.StartAsync(databases, "few", old: many * 2, many * 2, Few),
            await Queue.StartAsync(databases, "many", old: many * 2, many * 2, many),
        };
        if (options.Number("--old", 0) is > 0 and var old)
        {
            queues.Add(await Queue.StartAsync(databases, "empty", old: 0, conversations: Few * 2, Few));
            queues.Add(await Queue.StartAsync(databases, string.Create(CultureInfo.InvariantCulture, $"old_{old}"), old, old / 20, Few));
        }

        try
        {
            for (var round = -1; round < rounds; round++)
            {
                foreach (var queue in queues)
                {
                    foreach (var limit in Limits)
                    {
                        await queue.MeasureAsync(limit, each, isWarmUp: round < 0);
                    }
                }
            }
        }
        finally
        {
            queues.ForEach(queue => queue.Dispose());
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{rounds} interleaved rounds of {each} claims, {Environment.ProcessorCount} cores; medians over the rounds"));
        Console.WriteLine("| old messages | conversations | due | claimed at a time | p10 us | p50 us | p99 us | ratio of p50 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var pair in queues.Chunk(2))
        {
            foreach (var limit in Limits)
            {
                Console.WriteLine(pair[0].Row(limit, than: null));
                Console.WriteLine(pair[1].Row(limit, than: pair[0]));
            }
        }

        Console.WriteLine("Aims: 1.5 at most for many due, 1.3 for many old messages.");
        return 0;
    }

    private sealed class Queue : IDisposable
    {
        private readonly NpgsqlDataSource _database;
        private readonly int _old;
        private readonly int _conversations;
        private readonly int _due;
        private readonly Queue<Guid> _idle;
        private readonly Dictionary<int, List<double[]>> _times = Limits.ToDictionary(limit => limit, _ => new List<double[]>());

        private Queue(NpgsqlDataSource database, Queue<Guid> idle, int old, int conversations, int due)
        {
            _database = database;
            _idle = idle;
            _old = old;
            _conversations = conversations;
            _due = due;
        }

        public static async Task<Queue> StartAsync(BenchDatabases databases, string name, int old, int conversations, int due)
        {
            var address = await databases.CreateAsync($"claim_{name}");

            // It makes the tables, and is gone before anything is due.
            await using (await ServerProcess.StartPlatformAsync(address, Path.Combine(databases.Directory, name), Webhooks.Account))
            {
            }

            await BenchDatabases.FillAsync(address, old > 0 ? old : conversations, conversations);
            var settings = new NpgsqlConnectionStringBuilder(address) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
            var database = NpgsqlDataSource.Create(settings.ConnectionString);
            await BenchDatabases.ExecuteAsync(
                database, "UPDATE messaging.conversation_activity SET delivery_due_at = NULL, delivery_lease_until = NULL");
            await using var read = database.CreateCommand("SELECT conversation_id FROM messaging.conversation_activity ORDER BY random()");
            var ids = await read.ReadAllAsync(row => row.GetGuid(0), CancellationToken.None);
            await using var mark = database.CreateCommand("""
                UPDATE messaging.conversation_activity SET delivery_due_at = now() - random() * interval '1 hour' WHERE conversation_id = ANY ($1)
                """);
            mark.Add(ids.Take(due).ToArray());
            mark.CommandTimeout = 600;
            await mark.ExecuteNonQueryAsync();
            await BenchDatabases.ExecuteAsync(database, "VACUUM (ANALYZE) messaging.conversation_activity");
            return new Queue(database, new Queue<Guid>(ids.Skip(due)), old, conversations, due);
        }

        public async Task MeasureAsync(int limit, int claims, bool isWarmUp)
        {
            var times = new double[claims];
            for (var claim = 0; claim < claims; claim++)
            {
                var now = DateTimeOffset.UtcNow;
                var started = Stopwatch.GetTimestamp();
                var claimed = await DueWork.Deliveries.ClaimAsync(_database, limit, now, now.AddMinutes(1), CancellationToken.None);
                times[claim] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
                if (claimed.Count != limit)
                {
                    throw new InvalidOperationException($"{claimed.Count} claimed of {limit}.");
                }

                await using var exchange = _database.CreateCommand("""
                    UPDATE messaging.conversation_activity
                    SET delivery_due_at = CASE WHEN conversation_id = ANY ($2) THEN $3 END, delivery_lease_until = NULL
                    WHERE conversation_id = ANY ($1) OR conversation_id = ANY ($2)
                    """);
                var next = claimed.Select(_ => _idle.Dequeue()).ToArray();
                exchange.Add(claimed.Select(each => each.ConversationId.Value).ToArray()).Add(next).Add(now);
                await exchange.ExecuteNonQueryAsync();
                foreach (var (conversationId, _) in claimed)
                {
                    _idle.Enqueue(conversationId.Value);
                }
            }

            if (!isWarmUp)
            {
                _times[limit].Add(times);
            }
        }

        public string Row(int limit, Queue? than) => string.Create(
            CultureInfo.InvariantCulture,
            $"| {_old:N0} | {_conversations:N0} | {_due:N0} | {limit} | {Of(limit, 0.1):0} | {Of(limit, 0.5):0} | {Of(limit, 0.99):0} | {(than is null ? "" : $"**{(Of(limit, 0.5) / than.Of(limit, 0.5)).ToString("0.00", CultureInfo.InvariantCulture)}**")} |");

        public void Dispose() => _database.Dispose();

        private double Of(int limit, double share) => Figures.Median(_times[limit].Select(round => Figures.Percentile(round, share)));
    }
}
