using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.StreamsBench;

/// <summary>A message as a subscriber saw it.</summary>
/// <param name="OpenSince">When the connection stood on which it came.</param>
/// <param name="At">When it came.</param>
internal readonly record struct Seen(string Body, long OpenSince, long At);

/// <summary>
/// Follows the SMS of one phone, or of all, as a client on a bad network: the connection is cut at any moment, and made again, to any
/// node, after the last message that was seen.
/// </summary>
internal sealed class Subscriber(IReadOnlyList<HttpClient> nodes, string? phone, string after, Random random)
{
    private const string Query = """
        subscription ($phone: String, $after: String) { onSmsReceived(phoneNumber: $phone, after: $after) { body streamCursor } }
        """;

    private const string Data = "data: ";

    private readonly List<Seen> _seen = [];
    private string _after = after;

    public string? Phone => phone;

    public IReadOnlyList<Seen> All => _seen;

    public int Connections { get; private set; }

    /// <summary>Until it has seen so many messages that are the last of their phone.</summary>
    public async Task RunAsync(int last, Func<string, bool> isLast, Action opened, CancellationToken cancellationToken)
    {
        while (_seen.Count(seen => isLast(seen.Body)) < last)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                await FollowAsync(last, isLast, opened, cut);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is OperationCanceledException or IOException)
            {
                // That is what the network is like.
            }
        }
    }

    private async Task FollowAsync(int last, Func<string, bool> isLast, Action opened, CancellationTokenSource cut)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Query, variables = new { phone, after = _after } }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await nodes[random.Next(nodes.Count)].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cut.Token);
        response.EnsureSuccessStatusCode();
        var since = Stopwatch.GetTimestamp();
        Connections++;
        opened();
        cut.CancelAfter(TimeSpan.FromMilliseconds(random.Next(200, 6_000)));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cut.Token));
        while (await reader.ReadLineAsync(cut.Token) is { } line)
        {
            if (!line.StartsWith(Data, StringComparison.Ordinal))
            {
                continue;
            }

            var at = Stopwatch.GetTimestamp();
            using var json = JsonDocument.Parse(line[Data.Length..]);
            var message = json.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                ? data.GetProperty("onSmsReceived")
                : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"After {_seen.Count} messages: {line}"));
            _seen.Add(new Seen(message.GetProperty("body").GetString()!, since, at));
            _after = message.GetProperty("streamCursor").GetString()!;
            if (_seen.Count(seen => isLast(seen.Body)) == last)
            {
                return;
            }
        }
    }
}
