using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>Posts signed webhooks, each from a phone of its own, and posts again whatever was not answered with 2xx.</summary>
internal sealed class Provider : IDisposable
{
    private const int Connections = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    private readonly string _run = Guid.NewGuid().ToString("N")[..20];
    private readonly ConcurrentQueue<int> _accepted = new();
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly Lock _gate = new();
    private int _unanswered;

    /// <summary>How many webhooks were answered with 2xx.</summary>
    public int Accepted => _accepted.Count;

    /// <summary>How many posts had no answer: refused, or the connection broke.</summary>
    public int Unanswered => _unanswered;

    /// <summary>How often each status other than 2xx was answered.</summary>
    public IReadOnlyDictionary<int, int> Failures => _statuses;

    /// <summary>The longest that an answer took, of whatever status.</summary>
    public TimeSpan SlowestAnswer { get; private set; }

    /// <summary>Posts so many webhooks until each has its 2xx.</summary>
    /// <param name="address">Where a try of one goes to: the number of the webhook and of the try.</param>
    /// <param name="pace">Released once for each webhook that may be posted; null: as fast as they are taken.</param>
    public async Task PostAsync(int count, Func<int, int, Uri> address, TimeSpan limit, SemaphoreSlim? pace = null)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, count),
                new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = patience.Token },
                async (number, stopping) =>
                {
                    await (pace?.WaitAsync(stopping) ?? Task.CompletedTask);
                    await PostAsync(number, address, stopping);
                });
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Accepted} of {count} webhooks were taken within {limit.TotalSeconds} s. Not 2xx: {Summary()}.");
        }
    }

    /// <summary>Waits until so many webhooks were answered with 2xx.</summary>
    public async Task UntilAcceptedAsync(int count, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (Accepted < count)
        {
            if (waited.Elapsed > limit)
            {
                throw new TimeoutException($"Only {Accepted} of {count} webhooks were taken within {limit.TotalSeconds} s. Not 2xx: {Summary()}.");
            }

            await Task.Delay(2);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(int number, Func<int, int, Uri> address, CancellationToken stopping)
    {
        for (var attempt = 0; !await TryAsync(number, address(number, attempt), stopping); attempt++)
        {
            await Task.Delay(Pause, stopping);
        }

        _accepted.Enqueue(number);
    }

    private async Task<bool> TryAsync(int number, Uri url, CancellationToken stopping)
    {
        var sid = string.Create(CultureInfo.InvariantCulture, $"SM{_run}{number:000000000000}");
        using var request = new Webhook(sid, Webhook.Phone(number), string.Create(CultureInfo.InvariantCulture, $"Message {number}")).Post(url);
        var clock = Stopwatch.StartNew();
        try
        {
            using var answer = await _http.SendAsync(request, stopping);
            Remember(clock.Elapsed);
            if (!answer.IsSuccessStatusCode)
            {
                _statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, times) => times + 1);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            Interlocked.Increment(ref _unanswered);
            return false;
        }
    }

    private void Remember(TimeSpan took)
    {
        lock (_gate)
        {
            SlowestAnswer = took > SlowestAnswer ? took : SlowestAnswer;
        }
    }

    private string Summary() => string.Join(", ", Failures.Select(failure => $"{failure.Value} x {failure.Key}").Append($"{Unanswered} unanswered"));
}
