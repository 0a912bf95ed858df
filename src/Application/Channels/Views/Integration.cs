using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels.Views;

/// <summary>A chatbot's connection to one channel, as it is shown: never with a secret in it.</summary>
public sealed class Integration
{
    public Guid Id { get; init; }

    public Guid ChatbotId { get; init; }

    public Channel Channel { get; init; }

    public IntegrationStatus Status { get; init; }

    /// <summary>Off, nothing is sent and what waits is held; webhooks are still stored.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Made from the installation's settings at start-up, and kept in step with them.</summary>
    public bool IsDefault { get; init; }

    /// <summary>What is no secret.</summary>
    public IReadOnlyList<IntegrationSetting> Settings { get; init; } = [];

    /// <summary>What may be known of each secret.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Where its provider shall post; null while no public address is known.</summary>
    public string? WebhookUrl { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public required TrafficCounters Counters { get; init; }

    /// <summary>Far more of its webhooks are rejected than usual: see the rejected ones.</summary>
    public bool IsSpiking { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>One field of an integration that is no secret.</summary>
public sealed record IntegrationSetting(string Name, string Value);

/// <summary>What may be known of a secret.</summary>
/// <param name="Name">The field.</param>
/// <param name="Last4">Empty when the value is too short to show a part of it.</param>
/// <param name="PreviousAcceptedUntil">Until when the value before it is accepted as well.</param>
public sealed record Credential(string Name, bool Set, string? Last4, DateTimeOffset? UpdatedAt, DateTimeOffset? PreviousAcceptedUntil);

/// <summary>Counted in memory and added now and then: behind by seconds, and by as much when a node is killed.</summary>
/// <param name="Received">Webhooks taken.</param>
/// <param name="Sent">Messages the provider took.</param>
/// <param name="Failed">Sends that failed.</param>
/// <param name="Rejected">Webhooks refused.</param>
public sealed record TrafficCounters(long Received, long Sent, long Failed, long Rejected)
{
    public static TrafficCounters operator +(TrafficCounters left, TrafficCounters right) => new(
        left.Received + right.Received, left.Sent + right.Sent, left.Failed + right.Failed, left.Rejected + right.Rejected);
}
