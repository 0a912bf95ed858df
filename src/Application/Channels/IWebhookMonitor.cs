using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>Counts webhooks for operators.</summary>
public interface IWebhookMonitor
{
    void Accepted(Channel channel);

    /// <param name="reason">A stable code, such as <c>signature_invalid</c>.</param>
    void Rejected(Channel channel, string reason);
}
