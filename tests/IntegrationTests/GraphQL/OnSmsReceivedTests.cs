using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>SMS as they arrive, over an event stream.</summary>
public sealed class OnSmsReceivedTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Subscriber_WhoReconnectsAfterTheLastSeen_SeesEveryMessageOnce()
    {
        const int count = 120;
        var phone = SignedWebhooks.NewPhone();
        var seen = new List<string>();
        string? after = null;
        var random = new Random(7);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var first = new TaskCompletionSource();

        var reading = Task.Run(
            async () =>
            {
                while (seen.Count < count)
                {
                    // Hangs up after a few messages, in the middle of whatever is going on.
                    var stay = random.Next(1, 12);
                    await foreach (var message in SubscribeAsync(phone, after, first, patience.Token))
                    {
                        seen.Add(message.GetProperty("body").GetString()!);
                        after = message.GetProperty("id").GetString();
                        if (--stay == 0 || seen.Count == count)
                        {
                            break;
                        }
                    }
                }
            },
            patience.Token);
        await first.Task.WaitAsync(patience.Token);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = patience.Token },
            async (i, _) =>
            {
                using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, $"text {i}"));
                stored.EnsureSuccessStatusCode();
            });
        await reading;

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"text {i}").Order(), seen.Order());
    }

    /// <summary>Reads the stream's messages. The first one, sent by this method, tells that the subscription stands.</summary>
    private async IAsyncEnumerable<JsonElement> SubscribeAsync(
        string phone, string? after, TaskCompletionSource started, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new
            {
                query = "subscription ($phone: String, $after: String) { onSmsReceived(phoneNumber: $phone, after: $after) { id body } }",
                variables = new { phone, after },
            }),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await host.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        if (after is null)
        {
            // Nothing says when a stream without a past begins to watch; a probe of its own does.
            await ProbeAsync(phone, reader, cancellationToken);
        }

        started.TrySetResult();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(line[6..]);
                var message = json.RootElement.GetProperty("data").GetProperty("onSmsReceived").Clone();
                if (message.GetProperty("body").GetString() != "probe")
                {
                    yield return message;
                }
            }
        }
    }

    private async Task ProbeAsync(string phone, StreamReader reader, CancellationToken cancellationToken)
    {
        var line = reader.ReadLineAsync(cancellationToken).AsTask();
        while (true)
        {
            using var probe = await host.PostAsync(SignedWebhooks.Sms(phone, "probe"));
            if (await Task.WhenAny(line, Task.Delay(200, cancellationToken)) == line)
            {
                var text = await line;
                if (text!.StartsWith("data: {", StringComparison.Ordinal))
                {
                    return;
                }

                line = reader.ReadLineAsync(cancellationToken).AsTask();
            }
        }
    }
}
