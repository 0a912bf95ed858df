using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>One plan carried out in a world, and what came of it.</summary>
internal sealed class ScenarioRun(World world, Plan plan)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // As long as Twilio waits at most, but for a node that stands still: its connection is given up, and the other one is tried.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(6);
    private const string Nothing = "nothing";
    private const string Migrating = """
        SELECT (count(*) > 0)::text FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'SmsPlatform' AND xact_start IS NOT NULL
        """;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<PhoneTally> _phones = [];
    private readonly List<RequestTally> _requests = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = AnswerTime,
    };

    /// <summary>What happened when.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>The blows that fell at the points they were meant for.</summary>
    public List<Blow> Struck { get; } = [];

    public async Task<Tally> RunAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        if (plan.KilledInMigration is { } milliseconds)
        {
            await MigrateAsync(milliseconds, limit.Token);
        }

        await world.ReviveAsync();
        Note("ready");
        await world.Provider.FailAsync(plan.Provider);
        var blows = plan.Blows.Select(blow => StrikeAsync(blow, limit.Token)).ToList();
        try
        {
            await Task.WhenAll(Posts(limit.Token));
            Note("everything was taken");
            await UntilSettledAsync(limit.Token);
            Note("settled");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"Not settled within {Patience.TotalSeconds} s: {await OpenAsync()}");
        }
        finally
        {
            await limit.CancelAsync();
            await Task.WhenAll(blows);
            world.Nodes.ToList().ForEach(node => node.Points.Clear());
            _http.Dispose();
        }

        return await new Judge(world, plan, _phones, _requests).CountAsync();
    }

    private IEnumerable<Task> Posts(CancellationToken cancellationToken)
    {
        foreach (var phone in plan.Phones)
        {
            var tally = new PhoneTally(world.NewPhone(), phone.Texts[0].IsStop);
            _phones.Add(tally);
            foreach (var text in phone.Texts)
            {
                var webhook = new Webhook(Webhook.NewSid(), tally.Number, text.IsStop ? "STOP" : "Where is my order?");
                tally.Sids.Add(webhook.Sid);
                for (var copy = 0; copy < text.Copies; copy++)
                {
                    yield return PostAsync(webhook, text.At + (copy * text.CopiesAt), text.Node + copy, cancellationToken);
                }
            }
        }

        for (var request = 0; request < plan.Requests; request++)
        {
            var tally = new RequestTally(world.NewPhone(), $"Request {Guid.NewGuid():N}");
            _requests.Add(tally);
            yield return RequestAsync(tally, request, cancellationToken);
        }
    }

    /// <summary>Posts until the answer is 2xx, as a provider with patience does.</summary>
    private async Task PostAsync(Webhook webhook, int at, int node, CancellationToken cancellationToken)
    {
        await Task.Delay(at, cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            var url = world.Nodes[(node + attempt) % world.Nodes.Count].Process.SmsUrl;
            if (await TryAsync(() => webhook.Post(url, world.SmsUrl), cancellationToken))
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Asks for an SMS until the answer is 2xx, with the same idempotency key each time.</summary>
    private async Task RequestAsync(RequestTally request, int node, CancellationToken cancellationToken)
    {
        await Task.Delay(node * 100, cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            var url = new Uri(world.Nodes[(node + attempt) % world.Nodes.Count].Process.Address, $"/api/twilio/{world.Sender.Chatbot}/send-sms");
            if (await TryAsync(() => Request(url, request), cancellationToken))
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private HttpRequestMessage Request(Uri url, RequestTally request) => new(HttpMethod.Post, url)
    {
        Content = JsonContent.Create(new { to = request.Number, body = request.Body }),
        Headers =
        {
            { "Authorization", $"Bearer {world.Sender.ApiKey}" },
            { "Idempotency-Key", request.Body },
        },
    };

    private async Task<bool> TryAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var request = make();
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode && (int)answer.StatusCode < 500)
            {
                throw new InvalidOperationException(
                    $"{request.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task StrikeAsync(Blow blow, CancellationToken cancellationToken)
    {
        try
        {
            if (blow.Point is not { } point)
            {
                await Task.Delay(blow.At, cancellationToken);
                await DoAsync(blow, world.Nodes[blow.Node], release: () => { });
                return;
            }

            // Which node a message comes by is the nodes' affair: the blow is ready on both, and falls on the first.
            var arms = world.Nodes.Select(node => (Node: node, Arm: node.Points.Set(point, blow.Nth))).ToList();
            var reached = await Task.WhenAny(arms.Select(each => each.Arm.Reached)).WaitAsync(cancellationToken);
            var (struck, arm) = arms.First(each => each.Arm.Reached == reached);
            foreach (var other in arms.Where(each => each.Arm != arm))
            {
                other.Arm.Release();
            }

            Struck.Add(blow);
            await DoAsync(blow, struck, arm.Release);
        }
        catch (OperationCanceledException)
        {
            // Nothing ever came by.
        }
    }

    private async Task DoAsync(Blow blow, Node node, Action release)
    {
        var time = TimeSpan.FromMilliseconds(blow.Milliseconds);
        Note($"{blow} (node {node.Number})");
        switch (blow.Deed)
        {
            case Deed.Kill:
                await node.Process.KillAsync();
                await Task.Delay(time);
                node.Process.Launch();
                break;
            case Deed.Freeze:
                Signals.Freeze(node.Process.Id);
                release();
                await Task.Delay(time);
                Signals.Thaw(node.Process.Id);
                break;
            case Deed.Terminate:
                var stopping = node.Process.StopAsync();
                release();
                await CheckStopAsync(stopping);
                await Task.Delay(time);
                node.Process.Launch();
                break;
            case Deed.Hold:
                await Task.Delay(time);
                release();
                break;
            default:
                var trouble = TroubleAsync(blow.Deed, node, time);
                release();
                await trouble;
                break;
        }

        Note($"{blow.Deed} is over");
    }

    private static async Task CheckStopAsync(Task<(int ExitCode, TimeSpan Took)> stopping)
    {
        var (exitCode, took) = await stopping;
        if (exitCode != 0 || took > TimeSpan.FromSeconds(30))
        {
            throw new InvalidOperationException($"Asked to end, a node ended with {exitCode} after {took.TotalSeconds:0.0} s.");
        }
    }

    private async Task TroubleAsync(Deed deed, Node node, TimeSpan time)
    {
        switch (deed)
        {
            case Deed.CutDatabase:
                node.Database.Cut();
                break;
            case Deed.StallDatabase:
                await node.Database.StallAsync(time);
                break;
            case Deed.RefuseDatabase:
                await node.Database.RefuseAsync(time);
                break;
            case Deed.LoseDatabaseAnswers:
                await node.Database.LoseAnswersAsync(time);
                break;
            case Deed.KillDatabase:
                await world.Server.KillAndRestartAsync();
                break;
            case Deed.FreezeDatabase:
                await world.Server.FreezeAsync(time);
                break;
            case Deed.CutProvider:
                node.Provider.Cut();
                break;
            case Deed.StallProvider:
                await node.Provider.StallAsync(time);
                break;
            case Deed.RefuseProvider:
                await node.Provider.RefuseAsync(time);
                break;
            case Deed.LoseProviderAnswers:
                await node.Provider.LoseAnswersAsync(time);
                break;
            case Deed.FreezeProvider:
                Signals.Freeze(world.Provider.Id);
                await Task.Delay(time);
                Signals.Thaw(world.Provider.Id);
                break;
            default:
                throw new InvalidOperationException($"{deed} is not done to what is between processes.");
        }
    }

    /// <summary>Starts both nodes at once on an empty database, and kills one of them on its way.</summary>
    private async Task MigrateAsync(int milliseconds, CancellationToken cancellationToken)
    {
        await Task.WhenAll(world.Nodes.Where(node => node.Process.IsRunning).Select(node => node.Process.KillAsync()));
        await world.NewDatabaseAsync();
        foreach (var node in world.Nodes)
        {
            node.Process.Launch();
        }

        while (await world.ReadAsync(Migrating) == "false" && !await IsMigratedAsync())
        {
            await Task.Delay(5, cancellationToken);
        }

        await Task.Delay(milliseconds, cancellationToken);

        // Whichever it is that migrates, and whichever waits.
        var killed = world.Nodes[plan.Seed % world.Nodes.Count];
        await killed.Process.KillAsync();
        Note($"node {killed.Number} killed {milliseconds} ms after the tables were begun; they are {(await IsMigratedAsync() ? "" : "not ")}there");
        killed.Process.Launch();
    }

    private async Task<bool> IsMigratedAsync() => await world.ReadAsync("SELECT (to_regclass('scheduler.qrtz_locks') IS NOT NULL)::text") == "true";

    private async Task UntilSettledAsync(CancellationToken cancellationToken)
    {
        for (var last = ""; ;)
        {
            var (open, underWay) = (await OpenAsync(), await world.Provider.UnderWayAsync());
            if (open == Nothing && underWay == 0)
            {
                return;
            }

            if (open != last)
            {
                Note($"open: {open}; under way at the provider: {underWay}");
                last = open;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task<string> OpenAsync()
    {
        try
        {
            return await world.ReadAsync(
                """
                SELECT coalesce(string_agg(
                    direction || ' ' || status || CASE WHEN direction = 'inbound' THEN ', not answered' ELSE ', attempts ' || attempts END, '; '), $2)
                FROM messaging.messages
                WHERE ("from" = ANY ($1) AND NOT processed) OR ("to" = ANY ($1) AND status IN ('queued', 'sending', 'unconfirmed'))
                """,
                _phones.Select(phone => phone.Number).Concat(_requests.Select(request => request.Number)).ToArray(),
                Nothing);
        }
        catch (Npgsql.NpgsqlException exception)
        {
            // It is being killed, too.
            return exception.Message;
        }
    }

    private void Note(string what) => _log.Enqueue(string.Create(CultureInfo.InvariantCulture, $"  {_clock.Elapsed.TotalSeconds:0.000} {what}"));
}
