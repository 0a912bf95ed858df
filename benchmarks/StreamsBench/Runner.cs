using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.StreamsBench;

/// <summary>Starts a durable PostgreSQL and two nodes on it, lets a crowd subscribe while messages come in, prints what it saw and how soon.</summary>
internal static class Runner
{
    private const string AccountSid = "AC0000000000000000000000000000bec4";
    private const string AuthToken = "0123456789abcdef0123456789abcdef";
    private const string Number = "+15005550006";
    private const string Webhook = "/api/twilio/webhook/sms";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["TWILIO_ACCOUNT_SID"] = AccountSid,
        ["TWILIO_AUTH_TOKEN"] = AuthToken,
        ["TWILIO_PHONE_NUMBER"] = Number,

        // One user is the whole crowd.
        ["GraphQL__CostPerSecond"] = "0",
        ["GraphQL__MaxEventStreamsPerUser"] = "10000",
        ["GraphQL__MaxSubscriptionsPerUser"] = "10000",
    };

    private static int _sent;

    public static async Task<int> RunAsync(string[] args)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"sb-{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            var options = new PrivateClusterOptions { DataDirectory = directory, Database = "platform", MaxConnections = 250 };
            await using var cluster = await PostgresCluster.StartAsync(options, NullLogger.Instance, CancellationToken.None);
            await using var first = await ServerProcess.StartPlatformAsync(cluster.ConnectionString, directory, Settings);
            await using var second = await ServerProcess.StartPlatformAsync(cluster.ConnectionString, directory, Settings);
            await using var sql = NpgsqlDataSource.Create(cluster.ConnectionString);

            // What is measured is the way to the subscribers; nothing is answered meanwhile.
            await using var quiet = sql.CreateCommand("UPDATE chatbots.chatbots SET quiet_window = interval '1 hour'");
            await quiet.ExecuteNonQueryAsync();
            return await RunAsync([first.Address, second.Address], args);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> RunAsync(Uri[] nodes, string[] args)
    {
        var size = new CrowdSize(
            Option(args, "--subscribers", 200),
            Option(args, "--unfiltered", 20),
            Option(args, "--messages", 1_000),
            Phones: 20,
            Option(args, "--rate", 50));
        using var provider = new HttpClient();
        var clients = await Task.WhenAll(nodes.Select(SignInAsync));
        using var patience = new CancellationTokenSource(Patience);

        // A first crowd for the code to be compiled for good; it is not counted.
        await new Crowd(clients, PostAsync, size with { Messages = size.Messages / 2 }, seed: 1).RunAsync(patience.Token);
        var result = await new Crowd(clients, PostAsync, size, seed: 2).RunAsync(patience.Token);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {size.Subscribers} subscribers on {nodes.Length} nodes ({size.Unfiltered} of all SMS, the others of one of {size.Phones} phones), {size.Messages} SMS, {size.PerSecond} a second
            took                                 {result.Took.TotalSeconds:0.0} s
            deliveries                           {result.Deliveries}
            connections, made again when cut     {result.Connections}
            missed, twice or not theirs          {result.Faults.Count} subscribers
            webhook's 2xx to subscriber, ms      p50 {At(0.5):0.0}   p99 {At(0.99):0.0}   max {At(1):0.0}   ({result.Latencies.Count} over connections that stood)
            """));
        foreach (var fault in result.Faults)
        {
            Console.WriteLine(fault);
        }

        return result.Faults.Count == 0 ? 0 : 1;

        Task PostAsync(string phone, string body) => SendAsync(provider, nodes[Interlocked.Increment(ref _sent) % nodes.Length], phone, body);

        double At(double part) => result.Latencies[(int)Math.Min(result.Latencies.Count - 1, part * result.Latencies.Count)];
    }

    private static async Task SendAsync(HttpClient provider, Uri node, string phone, string body)
    {
        var url = new Uri(node, Webhook);

        // In the order of their names, in which they are signed.
        KeyValuePair<string, string>[] form =
        [
            new("AccountSid", AccountSid),
            new("Body", body),
            new("From", phone),
            new("MessageSid", $"SM{Guid.NewGuid():N}"),
            new("NumMedia", "0"),
            new("To", Number),
        ];
        var signed = form.Aggregate(url.AbsoluteUri, (text, pair) => text + pair.Key + pair.Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };

        // Twilio signs with it.
#pragma warning disable CA5350
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(signed))));
#pragma warning restore CA5350
        using var response = await provider.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<HttpClient> SignInAsync(Uri node)
    {
        var http = new HttpClient { BaseAddress = node };
        using var response = await http.PostAsJsonAsync(
            "/api/auth/login", new { email = ServerProcess.AdminEmail, password = ServerProcess.AdminPassword });
        response.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["accessToken"]!.GetValue<string>());
        return http;
    }

    private static int Option(string[] args, string name, int value) =>
        Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : value;
}
