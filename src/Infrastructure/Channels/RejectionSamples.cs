using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>The rejected webhooks that wait to be examined: some of each integration, and never so many that a flood costs anything.</summary>
internal sealed class RejectionSamples(TimeProvider clock)
{
    private const int Waiting = 64;
    private const int EachMinute = 60;
    private const int OfOneEachMinute = 5;
    private const int LargestBody = 64 * 1024;

    // Where the address that was posted to may be written, and the signatures.
    private static readonly string[] Headers =
    [
        "X-Twilio-Signature", "Host", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Uri",
        "X-Original-Proto", "X-Original-Host", "X-Original-Prefix", "X-Original-Uri", "X-Original-Url", "X-Rewrite-Url", "Forwarded",
    ];

    private readonly Channel<RejectedWebhook> _queue = Channel.CreateBounded<RejectedWebhook>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Dictionary<Guid, int> _taken = [];
    private readonly Lock _lock = new();
    private DateTimeOffset _minute;
    private int _takenInAll;

    public ChannelReader<RejectedWebhook> Reader => _queue.Reader;

    public void Offer(RejectedWebhook webhook)
    {
        if (MayTake(webhook.Integration?.Id.Value ?? Guid.Empty))
        {
            _queue.Writer.TryWrite(webhook with { Request = Copy(webhook.Request) });
        }
    }

    private bool MayTake(Guid integration)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now - _minute >= TimeSpan.FromMinutes(1))
            {
                _minute = now;
                _takenInAll = 0;
                _taken.Clear();
            }

            var taken = _taken.GetValueOrDefault(integration);
            if (_takenInAll >= EachMinute || taken >= OfOneEachMinute)
            {
                return false;
            }

            _taken[integration] = taken + 1;
            _takenInAll++;
            return true;
        }
    }

    // The request's own headers end with it.
    private static WebhookRequest Copy(WebhookRequest request)
    {
        var headers = new HeaderDictionary();
        foreach (var name in Headers)
        {
            if (request.Headers.TryGetValue(name, out var value))
            {
                headers[name] = value;
            }
        }

        return request with { Headers = headers, Body = request.Body.Length <= LargestBody ? request.Body : default };
    }
}
