using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.StreamsBench;

/// <summary>What came of it.</summary>
/// <param name="Faults">A line for each subscriber that missed a message, or saw one twice or that was not for it.</param>
/// <param name="Latencies">
/// Milliseconds from the webhook's 2xx to the subscriber, of messages that came over a connection which stood already, in ascending order.
/// </param>
internal sealed record CrowdResult(IReadOnlyList<string> Faults, IReadOnlyList<double> Latencies, int Deliveries, int Connections, TimeSpan Took);

/// <summary>Many subscribers on several nodes, while messages come in.</summary>
/// <param name="nodes">Clients of each node, signed in.</param>
/// <param name="post">Posts a phone's text as the provider does; answers when it is answered 2xx.</param>
internal sealed class Crowd(IReadOnlyList<HttpClient> nodes, Func<string, string, Task> post, CrowdSize size, int seed)
{
    private const string Last = "the last of ";

    private readonly ConcurrentDictionary<string, long> _answeredAt = new();

    public async Task<CrowdResult> RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var phones = Enumerable.Range(0, size.Phones).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1558{seed % 1000:000}{i:0000}")).ToList();
        await post(phones[0], "the first");
        var after = await LatestAsync(cancellationToken);
        var subscribers = Enumerable.Range(0, size.Subscribers)
            .Select(i => new Subscriber(nodes, i < size.Unfiltered ? null : phones[i % phones.Count], after, new Random(random.Next())))
            .ToList();

        var open = 0;
        var allOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = subscribers.Select(subscriber =>
        {
            var isOpen = 0;
            return Task.Run(() => subscriber.RunAsync(subscriber.Phone is null ? phones.Count : 1, IsLast, Opened, cancellationToken), cancellationToken);

            void Opened()
            {
                if (Interlocked.Exchange(ref isOpen, 1) == 0 && Interlocked.Increment(ref open) == subscribers.Count)
                {
                    allOpen.TrySetResult();
                }
            }
        }).ToList();
        await Task.WhenAny(allOpen.Task, Task.WhenAll(following));

        var began = Stopwatch.GetTimestamp();
        await SendAsync(phones, cancellationToken);
        await Task.WhenAll(following);
        return ResultOf(subscribers, Stopwatch.GetElapsedTime(began));
    }

    private static bool IsLast(string body) => body.StartsWith(Last, StringComparison.Ordinal);

    /// <summary>Sends at an even pace, without waiting for one to be answered before the next, and at last a text of each phone that ends it.</summary>
    private async Task SendAsync(List<string> phones, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var sending = new List<Task>();
        for (var i = 0; i < size.Messages; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / size.PerSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            sending.Add(PostAsync(phones[i % phones.Count], string.Create(CultureInfo.InvariantCulture, $"{phones[i % phones.Count]} {i}")));
        }

        await Task.WhenAll(sending);
        await Task.WhenAll(phones.Select(phone => PostAsync(phone, $"{Last}{phone}")));
    }

    private async Task PostAsync(string phone, string body)
    {
        await post(phone, body);
        _answeredAt[body] = Stopwatch.GetTimestamp();
    }

    private CrowdResult ResultOf(List<Subscriber> subscribers, TimeSpan took)
    {
        var all = _answeredAt.Keys.ToList();
        var faults = new List<string>();
        var latencies = new List<double>();
        foreach (var (subscriber, number) in subscribers.Select((subscriber, i) => (subscriber, i)))
        {
            var expected = all.Where(body => subscriber.Phone is not { } phone || body.Contains(phone, StringComparison.Ordinal)).ToHashSet();
            var seen = subscriber.All.Select(each => each.Body).ToList();
            var missed = expected.Except(seen).ToList();
            var wrong = seen.Except(expected).ToList();
            var twice = seen.GroupBy(body => body).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
            if (missed.Count + wrong.Count + twice.Count > 0)
            {
                faults.Add($"Subscriber {number} of {subscriber.Phone ?? "all"}: missed [{string.Join(", ", missed)}], twice [{string.Join(", ", twice)}], not its own [{string.Join(", ", wrong)}]");
            }

            // One that comes before its webhook's answer has been read took no time.
            latencies.AddRange(subscriber.All
                .Where(each => _answeredAt.TryGetValue(each.Body, out var answered) && each.OpenSince < answered)
                .Select(each => Math.Max(0, Stopwatch.GetElapsedTime(_answeredAt[each.Body], each.At).TotalMilliseconds)));
        }

        latencies.Sort();
        return new CrowdResult(faults, latencies, subscribers.Sum(each => each.All.Count), subscribers.Sum(each => each.Connections), took);
    }

    /// <summary>The place of the newest SMS: what a list that was read gives a client to go on from.</summary>
    private async Task<string> LatestAsync(CancellationToken cancellationToken)
    {
        using var response = await nodes[0].PostAsJsonAsync("/graphql", new { query = "{ smsMessages(first: 1) { nodes { streamCursor } } }" }, cancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return json.RootElement.GetProperty("data").GetProperty("smsMessages").GetProperty("nodes")[0].GetProperty("streamCursor").GetString()!;
    }
}
