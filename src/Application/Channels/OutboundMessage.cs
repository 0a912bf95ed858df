using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Channels;

/// <summary>What one attempt sends.</summary>
/// <param name="StatusCallbackUrl">Where the provider reports to, with our id in it; null when no public address is known.</param>
/// <param name="ValidFor">How long the provider may keep trying; null for the provider's own limit.</param>
public sealed record OutboundMessage(
    MessageId Id,
    string From,
    string To,
    string Body,
    IReadOnlyList<string> MediaUrls,
    string? StatusCallbackUrl,
    TimeSpan? ValidFor)
{
    /// <summary>
    /// Until when the request may leave this process; null: at any time. After it another worker may have taken the message over,
    /// so a process that was frozen meanwhile must not send it, too.
    /// </summary>
    public DateTimeOffset? SendBy { get; init; }
}

/// <summary>How one attempt ended.</summary>
/// <param name="ExternalId">The provider's id, when it took the message.</param>
/// <param name="RetryAfter">How long the provider asked us to wait.</param>
/// <param name="OptedOut">The provider refuses because the recipient opted out there.</param>
public sealed record SendOutcome(
    AttemptOutcome Kind,
    string? ExternalId = null,
    string? ErrorCode = null,
    string? ErrorMessage = null,
    TimeSpan? RetryAfter = null,
    bool OptedOut = false)
{
    /// <summary>Of an attempt that a provider says it accepted, but without an id: nothing proves it, so it is in doubt.</summary>
    public const string NoIdCode = "attempt.no_id";

    /// <summary>What the attempt came to. Never <see cref="AttemptOutcome.Accepted"/> without a provider's id.</summary>
    public AttemptOutcome Kind { get; init; } = IsUnproven(Kind, ExternalId) ? AttemptOutcome.Ambiguous : Kind;

    public string? ErrorCode { get; init; } = IsUnproven(Kind, ExternalId) ? ErrorCode ?? NoIdCode : ErrorCode;

    public string? ErrorMessage { get; init; } = IsUnproven(Kind, ExternalId)
        ? ErrorMessage ?? "The provider named no message; it may have taken it."
        : ErrorMessage;

    /// <summary>Whose rate the provider found exceeded; it is not called for that one before <see cref="RetryAfter"/> is over.</summary>
    public Throttled Throttled { get; init; }

    private static bool IsUnproven(AttemptOutcome kind, string? externalId) =>
        kind == AttemptOutcome.Accepted && string.IsNullOrEmpty(externalId);
}

/// <summary>What the provider knows of an attempt whose answer was lost.</summary>
public enum LookUpResult
{
    /// <summary>The provider has it: it must not be sent again.</summary>
    Found,

    /// <summary>The provider certainly does not have it: it may be sent again.</summary>
    NotFound,

    /// <summary>The provider could not be asked now.</summary>
    Unknown,
}

/// <param name="ExternalId">The provider's id when found: the best of the candidates.</param>
public sealed record LookUpOutcome(LookUpResult Result, string? ExternalId = null)
{
    /// <summary>
    /// Every message of the provider that could be the attempt, the likeliest first. One that already belongs to another
    /// message of ours is not it; when all do, the attempt did not reach the provider.
    /// </summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];
}
