using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Npgsql;
using SmsPlatform.Benchmarks;

namespace SmsPlatform.DeliveryBench;

/// <summary>
/// The whole way of a message on one node: posted as a webhook, stored, answered, and asked for at the provider's. As many at once as
/// come, for the throughput; and at a steady rate, for how long each takes.
/// </summary>
internal static class Journey
{
    private const int Connections = 16;

    // What a conversation of the old messages has.
    private const int MessagesEach = 20;

    private const string WebhookPath = "/api/twilio/webhook/sms";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(Options options)
    {
        var (messages, rounds) = (options.Number("--messages", 2000), options.Number("--rounds", 5));
        var (rate, seconds) = (options.Number("--rate", 40), options.Number("--seconds", 5));
        await using var databases = await BenchDatabases.StartAsync(options);
        await using var sandbox = await ServerProcess.StartSandboxAsync();
        using var provider = new HttpClient { BaseAddress = sandbox.Address };
        using var account = await provider.PutAsJsonAsync(
            $"/accounts/{Webhooks.AccountSid}", new { authToken = Webhooks.AuthToken, numbers = new[] { new { phoneNumber = Webhooks.Number } } });
        account.EnsureSuccessStatusCode();

        var sides = new List<Side>();
        try
        {
            foreach (var old in (int[])[0, .. options.Number("--old", 0) is > 0 and var count ? [count] : (int[])[]])
            {
                sides.Add(await Side.StartAsync(databases, sandbox, old));
            }

            foreach (var side in sides)
            {
                await MeasureAsync(side, isWarmUp: true);
            }

            for (var round = 0; round < rounds; round++)
            {
                foreach (var side in sides)
                {
                    await MeasureAsync(side, isWarmUp: false);
                }
            }
        }
        finally
        {
            foreach (var side in sides)
            {
                await side.Node.DisposeAsync();
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} rounds, {Environment.ProcessorCount} cores, .NET {Environment.Version}, fsync on; each text from a phone of its own, two callbacks for each answer; {messages} at once over {Connections} connections, then {rate} a second for {seconds} s; medians over the rounds"));
        Console.WriteLine("| old messages | journeys/s, all at once | webhook to send, steady: p50 ms | p99 ms | webhook's answer, steady: p50 ms | p99 ms | CPU us a journey: platform | PostgreSQL | sandbox |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var side in sides)
        {
            Console.WriteLine(side.Row());
        }

        if (sides.Count == 2)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Throughput without old messages against with them: {sides[0].Rate / sides[1].Rate:0.00} (aim 1.3 at most)."));
        }

        return 0;

        async Task MeasureAsync(Side side, bool isWarmUp)
        {
            var before = Cpu(side);
            var (posted, sent) = await LoadAsync(side, messages, perSecond: null);
            var after = Cpu(side);
            var took = sent.Values.Max() - posted.Min(each => each.At);
            var (steady, steadySent) = await LoadAsync(side, rate * seconds, rate);
            if (!isWarmUp)
            {
                side.Rates.Add(messages / took.TotalSeconds);
                side.Cpus.Add([.. after.Zip(before, (a, b) => (a - b).TotalMicroseconds / messages)]);
                side.Journeys.Add([.. steady.Select(each => (steadySent[each.Phone] - each.At).TotalMilliseconds)]);
                side.Answers.Add([.. steady.Select(each => each.Took.TotalMilliseconds)]);
            }
        }

        async Task<(IReadOnlyList<Posted> Posted, Dictionary<string, DateTimeOffset> Sent)> LoadAsync(Side side, int count, double? perSecond)
        {
            using var reset = await provider.PostAsync(new Uri("/reset", UriKind.Relative), content: null);
            reset.EnsureSuccessStatusCode();
            side.Webhooks.Prepare(count);
            var posted = await LoadClient.PostAsync(side.Node.Address, side.Webhooks, Connections, count, perSecond);
            using var limit = new CancellationTokenSource(Patience);
            while (await provider.GetFromJsonAsync<Activity>("/activity", limit.Token) is not { UnderWay: 0 } activity || activity.Sends < count)
            {
                await Task.Delay(100, limit.Token);
            }

            var sends = (await provider.GetFromJsonAsync<List<Send>>("/sends", limit.Token))!;
            return sends.Count == count && sends.DistinctBy(send => send.To).Count() == count
                ? (posted, sends.ToDictionary(send => send.To, send => send.At))
                : throw new InvalidOperationException($"{count} texts, {sends.Count} sends.");
        }

        TimeSpan[] Cpu(Side side) => [side.Node.CpuTime(), CpuTime.Of(databases.ServerProcessId), sandbox.CpuTime()];
    }

    private sealed record Activity(int UnderWay, int Sends);

    private sealed record Send(DateTimeOffset At, string To);

    /// <summary>A node with a database of its own.</summary>
    private sealed class Side(ServerProcess node, int old)
    {
        public ServerProcess Node { get; } = node;

        public Webhooks Webhooks { get; } = new(new Uri(node.Address, WebhookPath), newContactEvery: 1, Random.Shared.Next(9_000_000));

        public List<double> Rates { get; } = [];

        public List<double[]> Journeys { get; } = [];

        public List<double[]> Answers { get; } = [];

        public List<double[]> Cpus { get; } = [];

        public double Rate => Figures.Median(Rates);

        public static async Task<Side> StartAsync(BenchDatabases databases, ServerProcess sandbox, int old)
        {
            var database = await databases.CreateAsync(string.Create(CultureInfo.InvariantCulture, $"journey_{old}"));
            var directory = Path.Combine(databases.Directory, string.Create(CultureInfo.InvariantCulture, $"node-{old}"));
            var settings = new Dictionary<string, string>(Webhooks.Account)
            {
                ["Twilio__ApiBaseUrl"] = sandbox.Address.ToString(),
            };
            var node = await ServerProcess.StartPlatformAsync(database, directory, settings, FreeAddress());
            await BenchDatabases.FillAsync(database, old, old / MessagesEach);
            await using var sql = NpgsqlDataSource.Create(database);

            // Nobody waits for the end of a burst: what is left is what the platform itself takes.
            await BenchDatabases.ExecuteAsync(sql, "UPDATE chatbots.chatbots SET quiet_window = interval '0'");
            return new Side(node, old);
        }

        public string Row() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {old:N0} | {Rate:0} | {Over(Journeys, 0.5):0.0} | {Over(Journeys, 0.99):0.0} | {Over(Answers, 0.5):0.0} | {Over(Answers, 0.99):0.0} | {Cpu(0):0} | {Cpu(1):0} | {Cpu(2):0} |");

        private static string FreeAddress()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return $"http://{probe.LocalEndpoint}";
        }

        private static double Over(List<double[]> rounds, double share) => Figures.Median(rounds.Select(round => Figures.Percentile(round, share)));

        private double Cpu(int whose) => Figures.Median(Cpus.Select(each => each[whose]));
    }
}
