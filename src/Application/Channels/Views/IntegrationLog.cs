using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels.Views;

/// <summary>One thing that happened with an integration.</summary>
public sealed class IntegrationLog
{
    public Guid Id { get; init; }

    public Guid IntegrationId { get; init; }

    public Channel Channel { get; init; }

    public IntegrationEvent Event { get; init; }

    /// <summary>The provider's code or one of ours, where something is wrong.</summary>
    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>Who did it; null for the platform itself.</summary>
    public Guid? UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
