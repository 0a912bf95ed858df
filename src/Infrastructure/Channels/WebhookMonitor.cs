using System.Diagnostics.Metrics;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <inheritdoc cref="IWebhookMonitor"/>
internal sealed class WebhookMonitor : IWebhookMonitor, IDisposable
{
    private readonly Meter _meter = new("SmsPlatform.Channels");
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;

    public WebhookMonitor()
    {
        _accepted = _meter.CreateCounter<long>("smsplatform.webhooks.accepted", description: "Webhooks verified and stored.");
        _rejected = _meter.CreateCounter<long>("smsplatform.webhooks.rejected", description: "Webhooks refused, by reason.");
    }

    public void Accepted(Channel channel) => _accepted.Add(1, new KeyValuePair<string, object?>("channel", EnumText<Channel>.Text(channel)));

    public void Rejected(Channel channel, string reason) => _rejected.Add(
        1,
        new KeyValuePair<string, object?>("channel", EnumText<Channel>.Text(channel)),
        new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
