using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>
/// Two platform nodes, the provider and a PostgreSQL, each a process of its own, with proxies between them. Scenarios follow one
/// another in it, each with phones of its own.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>What is shortened for the run: 60 s, 15 s and 10 s as it is shipped.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(2.4);

    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(1.1);
    public static readonly TimeSpan LookUpDelay = TimeSpan.FromSeconds(1.5);

    private const string Email = "admin@example.com";
    private const string Password = "correct horse battery staple";

    private readonly string _directory;
    private readonly TcpProxy _front;
    private int _phones;
    private int _databases;
    private string _database = "";

    private World(string directory, DatabaseServer server, SandboxProcess provider)
    {
        _directory = directory;
        Server = server;
        Provider = provider;
        _front = new TcpProxy();
        var settings = new Dictionary<string, string>
        {
            ["PublicBaseUrl"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_front.Port}"),
            ["TWILIO_ACCOUNT_SID"] = SandboxDefaults.AccountSid,
            ["TWILIO_AUTH_TOKEN"] = SandboxDefaults.AuthToken,
            ["TWILIO_PHONE_NUMBER"] = SandboxDefaults.PhoneNumber,

            // One number writes to all phones: its rate is kept, and hinders nobody.
            ["Twilio__Rates__LongCode"] = "1000",
            ["Twilio__Rates__Account"] = "1000",
            ["Encryption__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Admin__Email"] = Email,
            ["Admin__Password"] = Password,
            ["Messaging__LeaseTime"] = LeaseTime.ToString(),
            ["Messaging__LookUpDelay"] = LookUpDelay.ToString(),
            ["Twilio__ResponseTimeout"] = ResponseTimeout.ToString(),
            ["Twilio__ConnectTimeout"] = "00:00:01",

            // No process lives long enough here to get back what its second compilation would cost.
            ["DOTNET_TC_CallCounting"] = "0",
            ["DOTNET_TieredPGO"] = "0",
        };
        Nodes =
        [
            .. Enumerable.Range(0, 2).Select(number => new Node(
                directory, number, server, provider, settings.Append(new("Data__Directory", Path.Combine(directory, $"node-{number}"))))),
        ];
        _front.LeadTo([.. Nodes.Select(node => new IPEndPoint(IPAddress.Loopback, node.Process.Address.Port))]);
        SmsUrl = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_front.Port}{Webhook.Path}"));
    }

    public DatabaseServer Server { get; }

    public SandboxProcess Provider { get; }

    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The address the provider knows; a load balancer before the nodes.</summary>
    public Uri SmsUrl { get; }

    /// <summary>Where a program sends from, and the key it sends with.</summary>
    public (string Chatbot, string ApiKey) Sender { get; private set; }

    public static async Task<World> StartAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        var server = await DatabaseServer.StartAsync(Path.Combine(directory, "db"));
        var provider = new SandboxProcess();
        var world = new World(directory, server, provider);
        try
        {
            provider.Launch();
            await world.NewDatabaseAsync();
            foreach (var node in world.Nodes)
            {
                node.Process.Launch();
            }

            await world.ReviveAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public string NewPhone() => Webhook.Phone(++_phones);

    /// <summary>An empty database, which the nodes use from their next start on.</summary>
    public async Task NewDatabaseAsync()
    {
        _database = string.Create(CultureInfo.InvariantCulture, $"world_{++_databases}");
        Sender = default;
        await using var connection = new NpgsqlConnection($"{Server.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {_database}", connection);
        await create.ExecuteNonQueryAsync();
        foreach (var node in Nodes)
        {
            node.ConnectionString = $"{Server.Through(node.Database)};Database={_database}";
        }
    }

    /// <summary>Everything runs and nothing interferes.</summary>
    public async Task ReviveAsync()
    {
        foreach (var node in Nodes)
        {
            node.Points.Clear();
            if (!node.Process.IsRunning)
            {
                node.Process.Launch();
            }
        }

        await Task.WhenAll(Nodes.Select(node => node.Process.UntilReadyAsync()).Append(Provider.UntilReadyAsync()));
        await Provider.FailAsync(new FailurePlan());
        if (Sender == default)
        {
            await PrepareAsync();
        }
    }

    public async Task<string> ReadAsync(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection($"{Server.ConnectionString};Database={_database};Pooling=false;Timeout=30");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await _front.DisposeAsync();
        await Provider.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task PrepareAsync()
    {
        // Bursts are merged as ever, but nobody waits a second for the end of each.
        var chatbot = await ReadAsync("UPDATE chatbots.chatbots SET quiet_window = interval '200 milliseconds' RETURNING id::text");
        using var http = new HttpClient { BaseAddress = Nodes[0].Process.Address };
        using var login = await http.PostAsJsonAsync("/api/auth/login", new { email = Email, password = Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TextAsync(login, "accessToken"));
        using var made = await http.PostAsJsonAsync("/api/api-keys", new { name = "Shop", scopes = new[] { "send" } });
        Sender = (chatbot, await TextAsync(made, "key"));
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, string property)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(property).GetString()!;
    }
}
