using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels.Views;

/// <summary>A webhook that was refused, and what would have made it right: no body, no secret, no query.</summary>
public sealed class WebhookRejection
{
    public Guid Id { get; init; }

    public Guid? ChatbotId { get; init; }

    public Guid? IntegrationId { get; init; }

    public Channel Channel { get; init; }

    /// <summary>Stable.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the webhook claims.</summary>
    public string? AccountId { get; init; }

    /// <summary>What the webhook claims.</summary>
    public string? Address { get; init; }

    /// <summary>The addresses the signature was checked against, without their queries.</summary>
    public IReadOnlyList<string> TriedUrls { get; init; } = [];

    /// <summary>In how many forms altogether, with and without port and so on.</summary>
    public int TriedVariants { get; init; }

    /// <summary>Which keys: <c>current</c>, <c>previous</c>.</summary>
    public IReadOnlyList<string> TriedKeys { get; init; } = [];

    /// <summary>What the signature doctor found.</summary>
    public Diagnosis Diagnosis { get; init; } = new(Diagnosis.Unknown, null, "", null, null);

    public DateTimeOffset CreatedAt { get; init; }
}
