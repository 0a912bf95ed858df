using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>Hears of each webhook and each send, and counts. Never waits, never throws.</summary>
public interface IIntegrationMonitor
{
    void Accepted(ConnectedIntegration integration);

    /// <summary>A webhook was refused. Some of them are kept and explained; a flood is only counted.</summary>
    void Rejected(RejectedWebhook webhook);

    void Sent(IntegrationId id);

    /// <summary>A send failed for good, or because the integration does.</summary>
    void SendFailed(IntegrationId id);
}

/// <summary>A webhook that was not accepted.</summary>
/// <param name="Reason">A stable code, such as <c>signature_invalid</c>.</param>
/// <param name="Address">What it claims; null when it could not be read.</param>
/// <param name="Integration">Whose it claims to be, where there is one.</param>
public sealed record RejectedWebhook(
    Channel Channel, string Reason, WebhookRequest Request, WebhookAddress? Address, ConnectedIntegration? Integration);
