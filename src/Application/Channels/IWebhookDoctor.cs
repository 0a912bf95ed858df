using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>Finds out what would have made a rejected webhook's signature match. For channels that sign the address they post to.</summary>
public interface IWebhookDoctor
{
    Channel Kind { get; }

    /// <summary>The first key, in their order, with which one of the addresses matches; null when none does.</summary>
    DoctorMatch? Match(WebhookRequest request, IReadOnlyList<string> urls, IReadOnlyList<DoctorKey> keys);
}

/// <summary>A secret that may have signed a webhook.</summary>
/// <param name="Connection">With that secret as its own.</param>
public sealed record DoctorKey(DoctorKeyKind Kind, IntegrationId IntegrationId, ChannelConnection Connection);

public enum DoctorKeyKind
{
    /// <summary>The integration's own.</summary>
    Current,

    /// <summary>One that was replaced, and is still accepted.</summary>
    Previous,

    /// <summary>One that was replaced, and is no longer accepted.</summary>
    Expired,

    /// <summary>That of another integration of the workspace.</summary>
    OtherIntegration,
}

/// <param name="Url">Which address was signed.</param>
public sealed record DoctorMatch(DoctorKey Key, string Url);

/// <summary>Why a webhook was refused, and what to change.</summary>
/// <param name="Difference">What is other than it should be: <c>scheme</c>, <c>host</c>, <c>port</c>, <c>prefix</c>, <c>path</c>, <c>query</c>, <c>key</c>, <c>account</c>, or <c>unknown</c>.</param>
/// <param name="Setting">The one setting to change, such as <c>PublicBaseUrl</c>; null when nothing here is wrong.</param>
/// <param name="Advice">A sentence for a person.</param>
public sealed record Diagnosis(string Difference, string? Setting, string Advice, string? MatchedUrl, DoctorKeyKind? MatchedKey)
{
    public const string Unknown = "unknown";
}
