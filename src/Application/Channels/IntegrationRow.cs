using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>An integration as it is shown: never with a secret in it.</summary>
/// <param name="Settings">What is no secret, by field name.</param>
/// <param name="Credentials">What may be known of each secret, by field name.</param>
/// <param name="WebhookUrl">Where its provider shall post; null while no public address is known.</param>
/// <param name="IsSpiking">Far more of its webhooks are rejected than usual.</param>
public sealed record IntegrationRow(
    IntegrationId Id,
    ChatbotId ChatbotId,
    Channel Channel,
    IntegrationStatus Status,
    bool IsEnabled,
    bool IsDefault,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, CredentialState> Credentials,
    string? WebhookUrl,
    string? LastError,
    DateTimeOffset? LastUsedAt,
    IntegrationCounters Counters,
    bool IsSpiking,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <param name="Last4">Empty when the value is too short to show a part of it.</param>
/// <param name="PreviousAcceptedUntil">Until when the value before it is accepted as well.</param>
public sealed record CredentialState(bool Set, string? Last4, DateTimeOffset? UpdatedAt, DateTimeOffset? PreviousAcceptedUntil);

/// <summary>Counted in memory and added now and then: behind by seconds, and by as much when a node is killed.</summary>
public sealed record IntegrationCounters(long Received, long Sent, long Failed, long Rejected);

/// <summary>A channel that can be set up, for a form.</summary>
public sealed record ChannelRow(Channel Channel, string Name, IReadOnlyList<CredentialField> Fields, MessageLimits Limits);
