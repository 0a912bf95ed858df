using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>What every channel adapter does: read and verify what its provider posts, and send.</summary>
/// <remarks>Adapters hold no state of a tenant: settings and secrets are handed in with each call.</remarks>
public interface IChannel
{
    Channel Kind { get; }

    /// <summary>Reads from an unverified webhook which integration it claims to be for.</summary>
    Result<WebhookAddress> Locate(WebhookRequest request);

    /// <summary>Checks that the provider itself posted the webhook to this integration. Fails closed.</summary>
    WebhookVerdict Verify(WebhookRequest request, ChannelConnection connection);

    /// <summary>Reads the events of a verified webhook.</summary>
    Result<IReadOnlyList<ChannelEvent>> Translate(WebhookRequest request);

    /// <summary>Makes one attempt to send. Never throws for what a provider or a network can do, nor when it is cancelled: the outcome tells.</summary>
    Task<SendOutcome> SendAsync(OutboundMessage message, ChannelConnection connection, CancellationToken cancellationToken);

    /// <summary>How fast the provider takes what this message's sender sends.</summary>
    SendPace PaceOf(OutboundMessage message, ChannelConnection connection);

    /// <summary>Asks the provider whether an attempt whose answer was lost did reach it.</summary>
    Task<LookUpOutcome> LookUpAsync(OutboundMessage message, DateTimeOffset attemptedAt, ChannelConnection connection, CancellationToken cancellationToken);
}

/// <summary>An integration's settings with its secrets in clear; never stored, logged or returned.</summary>
/// <param name="Secrets">By field name.</param>
/// <param name="PreviousSecrets">Secrets that were replaced and are still accepted when verifying.</param>
public sealed record ChannelConnection(
    IntegrationId IntegrationId,
    string AccountId,
    string Address,
    string ServiceId,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyDictionary<string, string> PreviousSecrets)
{
    /// <summary>What else was set that is no secret, by field name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Keeps secrets out of logs and exceptions.</summary>
    public override string ToString() => $"connection of {IntegrationId}";
}
