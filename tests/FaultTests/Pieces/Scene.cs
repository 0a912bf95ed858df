using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using SmsPlatform.Sandbox;

// Each waits much of its time, and loads every core there is in the rest of it: more than two would stretch one another's waits.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>A directory, a sandbox and a provider for platform processes, and what must be true when all is over.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>What a killed process held is taken up again after this, instead of a minute.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(6);

    private static int _last;

    private readonly List<PlatformProcess> _processes = [];
    private readonly List<DatabaseServer> _servers = [];
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private Scene(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public string Directory { get; } = Leftovers.NewDirectory(Interlocked.Increment(ref _last));

    public Provider Provider { get; } = new();

    /// <summary>Where to look at what was stored.</summary>
    public string Database { get; set; } = "";

    /// <summary>The cluster that a node without a connection string runs in its data directory.</summary>
    public PrivateClusterOptions PrivateCluster => new() { DataDirectory = DataDirectory };

    private string DataDirectory => Path.Combine(Directory, "node");

    public static async Task<Scene> OpenAsync()
    {
        Leftovers.Sweep();
        return new Scene(await SandboxServer.StartAsync());
    }

    /// <summary>A server for the nodes; the first one is where to look at what was stored.</summary>
    public async Task<DatabaseServer> AddServerAsync(int maxConnections = 200)
    {
        var server = await DatabaseServer.StartAsync(
            Path.Combine(Directory, string.Create(CultureInfo.InvariantCulture, $"db{_servers.Count}")), maxConnections);
        Add(server);
        return server;
    }

    public void Add(DatabaseServer server)
    {
        _servers.Add(server);
        Database = _servers.Count == 1 ? server.ConnectionString : Database;
    }

    /// <summary>A node, not yet started. The first one is where the provider reports to.</summary>
    /// <param name="connectionString">Null: it runs its own private cluster.</param>
    public PlatformProcess AddNode(string? connectionString = null, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["Data__Directory"] = DataDirectory,
            ["Twilio__ApiBaseUrl"] = Sandbox.BaseAddress.ToString(),
            ["TWILIO_ACCOUNT_SID"] = SandboxDefaults.AccountSid,
            ["TWILIO_AUTH_TOKEN"] = SandboxDefaults.AuthToken,
            ["TWILIO_PHONE_NUMBER"] = SandboxDefaults.PhoneNumber,

            // One number writes to all phones; these tests are not about its rate.
            ["Twilio__Rates__LongCode"] = "1000",
            ["Twilio__Rates__Account"] = "1000",
            ["Encryption__Key"] = _key,
            ["Admin__Email"] = "admin@example.com",
            ["Admin__Password"] = "correct horse battery staple",
            ["Messaging__LeaseTime"] = LeaseTime.ToString(),
            ["Twilio__ResponseTimeout"] = "00:00:02.5",
        };
        if (connectionString is not null)
        {
            settings["ConnectionStrings__Database"] = connectionString;
        }

        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        var process = new PlatformProcess(settings);
        settings["PublicBaseUrl"] = (_processes.Count > 0 ? _processes[0] : process).Address.ToString();
        _processes.Add(process);
        return process;
    }

    /// <summary>Waits until every conversation is answered and every answer's fate is known.</summary>
    public async Task UntilSettledAsync(int messages, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var open = await ReadAsync("""
                SELECT 'inbound ' || count(*) FILTER (WHERE direction = 'inbound')
                    || ', unanswered ' || count(*) FILTER (WHERE direction = 'inbound' AND NOT processed)
                    || ', undelivered ' || count(*) FILTER (WHERE status IN ('queued', 'sending', 'unconfirmed'))
                FROM messaging.messages
                """);
            if (open == $"inbound {messages}, unanswered 0, undelivered 0")
            {
                break;
            }

            if (waited.Elapsed > limit)
            {
                throw new TimeoutException($"Not settled within {limit.TotalSeconds} s: {open}. The platform wrote:\n{Log()}");
            }

            await Task.Delay(200);
        }

        await Sandbox.WaitForQuietAsync();
    }

    /// <summary>Every webhook is stored once and has one answer, which is on its phone once.</summary>
    public async Task AssertExactlyOnceAsync(int messages)
    {
        var stored = await ReadAsync("""
            SELECT count(*) || ' messages, ' || count(DISTINCT external_id) || ' ids, ' || count(DISTINCT "from") || ' phones'
            FROM messaging.messages WHERE direction = 'inbound'
            """);
        Assert.Equal($"{messages} messages, {messages} ids, {messages} phones", stored);

        var answers = await ReadAsync("""
            SELECT count(*) || ' answers, ' || count(DISTINCT "to") || ' phones, ' || count(*) FILTER (WHERE external_id IS NULL) || ' unsent'
            FROM messaging.messages WHERE direction = 'outbound'
            """);
        Assert.Equal($"{messages} answers, {messages} phones, 0 unsent", answers);

        var received = Sandbox.MessagesOf().Where(message => message.Direction == "received").Select(message => message.To).ToList();
        Assert.Empty(received.GroupBy(phone => phone).Where(phone => phone.Count() > 1).Select(phone => phone.Key));
        Assert.Equal(Enumerable.Range(0, messages).Select(Webhook.Phone), received.Order(StringComparer.Ordinal));
    }

    public async Task<string> ReadAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{Database};Pooling=false;Timeout=30");
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Provider.Dispose();
        await Sandbox.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        // A node that was killed leaves its private server behind.
        Leftovers.Remove(Directory);
    }

    private string Log() => string.Join("\n\n", _processes.Select(process => process.Output));
}
