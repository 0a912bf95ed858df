using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Channels;

/// <summary>One thing that a verified webhook reports.</summary>
public abstract record ChannelEvent;

/// <summary>A person wrote to us.</summary>
/// <param name="ExternalId">The provider's id of the message; a repeated delivery has the same.</param>
/// <param name="AccountId">The provider's account.</param>
/// <param name="From">The person's address.</param>
/// <param name="To">The address of ours that was written to.</param>
/// <param name="Body">The text, without NUL characters; may be empty.</param>
/// <param name="Segments">As the provider counted them; 0 when it did not say.</param>
/// <param name="Media">As the provider names them.</param>
/// <param name="Consent">What the message says about consent, where it says anything.</param>
/// <param name="CanBeAnswered">False for senders that no reply reaches, such as short codes and alphanumeric ids.</param>
/// <param name="ProviderData">Everything else that was posted, by name; repeated names joined by a line feed.</param>
public sealed record InboundMessage(
    string ExternalId,
    string AccountId,
    string From,
    string To,
    string Body,
    int Segments,
    IReadOnlyList<MediaItem> Media,
    SaidConsent? Consent,
    bool CanBeAnswered,
    IReadOnlyDictionary<string, string> ProviderData) : ChannelEvent;

/// <summary>The provider reports how a message of ours fares.</summary>
/// <param name="ExternalId">The provider's id of the message.</param>
/// <param name="MessageId">Our own id, where the callback's URL carries it.</param>
/// <param name="OptedOut">It failed because the recipient opted out with the provider.</param>
/// <param name="Status">Null when the provider's word is not known to us: kept as a log line, changes nothing.</param>
public sealed record StatusReport(
    string ExternalId,
    MessageId? MessageId,
    MessageStatus? Status,
    string ProviderStatus,
    string? ErrorCode,
    string? ErrorMessage,
    bool OptedOut = false) : ChannelEvent;
