using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using SmsPlatform.Infrastructure.Knowledge;
using SmsPlatform.RetrievalBench;

// How long finding passages takes in one large knowledge base, from the question to the ranked passages; the embedding model's own time
// is not in it.
const int PassagesOfDocument = 10_000;
const int Limit = 6;

var passages = Option("--passages", 100_000);
var questions = Option("--questions", 2_000);
var dimensions = Option("--dimensions", 512);
var keep = Array.IndexOf(args, "--data") is var at and >= 0 ? args[at + 1] : "";
var directory = keep.Length > 0 ? keep : Path.Combine(Path.GetTempPath(), $"rb-{Guid.NewGuid().ToString("N")[..8]}");
try
{
    var options = new PrivateClusterOptions { DataDirectory = directory, Database = "platform", MaxConnections = 50 };
    await using var cluster = await PostgresCluster.StartAsync(options, NullLogger.Instance, CancellationToken.None);

    // Keys to parents are not checked: the chatbots are only ids.
    await using var database = NpgsqlDataSource.Create($"{cluster.ConnectionString};Options=-c session_replication_role=replica");
    var corpus = new Corpus(dimensions);
    var shelf = await FillAsync(cluster, database, corpus);
    await MeasureAsync(database, shelf, corpus);
}
finally
{
    if (keep.Length == 0)
    {
        Directory.Delete(directory, recursive: true);
    }
}

return 0;

async Task<Shelf> FillAsync(PostgresCluster cluster, NpgsqlDataSource database, Corpus corpus)
{
    await using (var context = new PlatformDbContext(new DbContextOptionsBuilder<PlatformDbContext>().UseNpgsql(cluster.ConnectionString).Options))
    {
        await context.Database.MigrateAsync();
    }

    var (workspace, chatbot, other) = (Id(1), Id(2), Id(3));
    var shelf = new Shelf(database, new WorkspaceId(workspace), new ChatbotId(chatbot));
    await using var count = database.CreateCommand("SELECT coalesce(sum(passages), 0)::int FROM knowledge.bases");
    if ((int)(await count.ExecuteScalarAsync())! > 0)
    {
        return shelf;
    }

    // A neighbour with the same words, which no question may reach.
    await FillShelfAsync(new Shelf(database, new WorkspaceId(workspace), new ChatbotId(other)), Math.Min(passages, PassagesOfDocument), corpus);
    await FillShelfAsync(shelf, passages, corpus);
    await using var tidy = database.CreateCommand("VACUUM ANALYZE");
    tidy.CommandTimeout = 600;
    await tidy.ExecuteNonQueryAsync();
    return shelf;
}

async Task FillShelfAsync(Shelf shelf, int count, Corpus corpus)
{
    for (var first = 0; first < count; first += PassagesOfDocument)
    {
        var watch = Stopwatch.StartNew();
        var chunks = Enumerable.Range(first, Math.Min(PassagesOfDocument, count - first)).Select(Corpus.Passage).ToList();
        await shelf.AddAsync($"Volume {first / PassagesOfDocument}", chunks, corpus, chunk => $"{chunk.Heading}\n{chunk.Text}");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"indexed {first + chunks.Count} of {count} in {watch.Elapsed.TotalSeconds:0.0} s"));
    }
}

async Task MeasureAsync(NpgsqlDataSource database, Shelf shelf, Corpus corpus)
{
    Console.WriteLine("| retrieval | at once | questions | p50 ms | p99 ms | worst ms | CPU ms |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    foreach (var hasVectors in new[] { false, true })
    {
        corpus.Model = hasVectors ? "bench" : null;
        var search = new PassageSearch(database);
        var knowledge = new KnowledgeBase(search, new SketchCache(search, Options.Create(new KnowledgeOptions())), corpus, TimeProvider.System);
        await AskAsync(knowledge, shelf, corpus, 200, 1, first: questions);
        foreach (var atOnce in new[] { 1, 4 })
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var times = await AskAsync(knowledge, shelf, corpus, questions, atOnce, first: 0);
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(hasVectors ? "words and vectors" : "words alone")} | {atOnce} | {times.Length} | {At(times, 0.5):0.0} | {At(times, 0.99):0.0} | {times[^1]:0.0} | {cpu.TotalMilliseconds / times.Length:0.00} |"));
        }
    }
}

async Task<double[]> AskAsync(IKnowledge knowledge, Shelf shelf, Corpus corpus, int count, int atOnce, int first)
{
    var times = new double[count];
    var next = -1;
    await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
    {
        for (var number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
        {
            var question = Corpus.Question(first + number, passages, Corpus.Passage);
            var watch = Stopwatch.StartNew();
            await knowledge.RetrieveAsync(shelf.WorkspaceId, shelf.ChatbotId, question, Limit, CancellationToken.None);
            times[number] = watch.Elapsed.TotalMilliseconds;
        }
    }));
    Array.Sort(times);
    return times;
}

static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];

static Guid Id(int number) => new(number, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is var place and >= 0 ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : otherwise;
