using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.ListsBench;

/// <summary>Starts a PostgreSQL, fills it, starts the servers, compares their answers, measures them in turns, prints the tables.</summary>
internal static class Runner
{
    private const int Connections = 32;

    // Until hot code is compiled for good, which the whole of the platform needs longer for than a bare endpoint.
    private const double WarmUp = 5;

    private const int CountedRequests = 200;
    public const int Messages = 1_000_000;
    private const int Conversations = 50_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var keep = Option(args, "--data", "");
        var directory = keep.Length > 0 ? keep : Path.Combine(Path.GetTempPath(), $"lb-{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            var options = new PrivateClusterOptions { DataDirectory = directory, Database = "platform", MaxConnections = 250 };
            await using var cluster = await PostgresCluster.StartAsync(options, NullLogger.Instance, CancellationToken.None);
            return await RunAsync(cluster, directory, args);
        }
        finally
        {
            if (keep.Length == 0)
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static async Task<int> RunAsync(PostgresCluster cluster, string directory, string[] args)
    {
        var seconds = double.Parse(Option(args, "--seconds", "2"), CultureInfo.InvariantCulture);
        var rounds = int.Parse(Option(args, "--rounds", "5"), CultureInfo.InvariantCulture);
        var pool = Option(args, "--pool", "");
        var database = cluster.ConnectionString + (pool.Length > 0 ? $";Maximum Pool Size={pool}" : "");
        await using var sql = NpgsqlDataSource.Create(cluster.ConnectionString);

        var settings = new Dictionary<string, string>
        {
            ["TWILIO_ACCOUNT_SID"] = "AC0000000000000000000000000000bec4",
            ["TWILIO_AUTH_TOKEN"] = "0123456789abcdef0123456789abcdef",
            ["TWILIO_PHONE_NUMBER"] = "+15005550006",

            // One user asks for all of it.
            ["GraphQL__CostPerSecond"] = "0",
        };
        await using var platform = await ServerProcess.StartPlatformAsync(database, directory, settings);
        await Seed.RunAsync(sql, Messages, Conversations);
        if (rounds == 0)
        {
            return 0;
        }

        await using var bare = await ServerProcess.StartBareAsync(database);
        using var http = new HttpClient { BaseAddress = platform.Address };
        var token = await SignInAsync(http);
        var only = Option(args, "--only", "");
        Query[] queries = [Query.FirstPage, Query.FilteredPage, await DeepPageAsync(sql), Query.NestedPage];
        Result[] results = [.. queries.Where(query => query.Name.StartsWith(only, StringComparison.Ordinal)).Select(query => new Result(query))];

        foreach (var result in results)
        {
            await CheckAsync(result.Query);
            await LoadAsync(result, toBare: true, Connections, WarmUp);
            await LoadAsync(result, toBare: false, Connections, WarmUp);
            result.Commands = await CountCommandsAsync(result.Query);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var result in results)
            {
                await MeasureAsync(result, result.Bare, toBare: true, Connections);
                await MeasureAsync(result, result.Platform, toBare: false, Connections);
                await MeasureAsync(result, result.Alone, toBare: false, connections: 1);
            }
        }

        Report.Print(results, Connections, rounds, seconds);
        return 0;

        async Task MeasureAsync(Result result, Series series, bool toBare, int connections)
        {
            var server = toBare ? bare : platform;
            var (before, beforeSql) = (server.CpuTime(), CpuTime.Of(cluster.ServerProcessId!.Value));
            if (await LoadAsync(result, toBare, connections, seconds) is { Count: > 0 } times)
            {
                series.Add(
                    times, TimeSpan.FromSeconds(seconds), server.CpuTime() - before, CpuTime.Of(cluster.ServerProcessId!.Value) - beforeSql);
            }
        }

        async Task<List<long>> LoadAsync(Result result, bool toBare, int connections, double duration)
        {
            if (toBare && result.Query.Bare is null)
            {
                return [];
            }

            var request = toBare ? result.Query.ToBare(bare.Address) : result.Query.ToPlatform(platform.Address, token);
            var port = (toBare ? bare : platform).Address.Port;
            return await KeepAliveLoad.RunAsync(
                new IPEndPoint(IPAddress.Loopback, port), request, isUnique: false, connections, TimeSpan.FromSeconds(duration));
        }

        async Task CheckAsync(Query query)
        {
            var answer = await KeepAliveLoad.OnceAsync(Endpoint(platform), query.ToPlatform(platform.Address, token));
            if (JsonNode.Parse(answer)!["errors"] is { } errors)
            {
                throw new InvalidOperationException(errors.ToString());
            }

            if (query.Bare is null)
            {
                return;
            }

            var expected = await KeepAliveLoad.OnceAsync(Endpoint(bare), query.ToBare(bare.Address));
            if (!JsonNode.DeepEquals(JsonNode.Parse(answer), JsonNode.Parse(expected)))
            {
                throw new InvalidOperationException($"{query.Name}: the answers differ.\n{Text(answer)}\n{Text(expected)}");
            }
        }

        // The platform counts its commands; what its workers run beside is a fraction of one a request.
        async Task<double> CountCommandsAsync(Query query)
        {
            var request = query.ToPlatform(platform.Address, token);
            var before = await CommandsAsync(http);
            for (var i = 0; i < CountedRequests; i++)
            {
                await KeepAliveLoad.OnceAsync(Endpoint(platform), request);
            }

            return Math.Round((await CommandsAsync(http) - before) / CountedRequests, 1);
        }
    }

    private static async Task<double> CommandsAsync(HttpClient http)
    {
        const string metric = "db_client_operation_duration_seconds_count";
        var lines = (await http.GetStringAsync("/metrics")).Split('\n');
        return lines.Where(line => line.StartsWith(metric, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    private static async Task<Query> DeepPageAsync(NpgsqlDataSource sql)
    {
        await using var command = sql.CreateCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT created_at, id FROM messaging.messages ORDER BY created_at DESC, id DESC OFFSET {(Messages / 2) - 1} LIMIT 1"));
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return Query.DeepPage(Cursor.Write(row.GetDateTime(0), row.GetGuid(1)));
    }

    private static async Task<string> SignInAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync(
            "/api/auth/login", new { email = ServerProcess.AdminEmail, password = ServerProcess.AdminPassword });
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["accessToken"]!.GetValue<string>();
    }

    private static IPEndPoint Endpoint(ServerProcess server) => new(IPAddress.Loopback, server.Address.Port);

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json.AsSpan(0, Math.Min(json.Length, 600)));

    private static string Option(string[] args, string name, string value) =>
        Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : value;
}
