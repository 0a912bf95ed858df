using Microsoft.AspNetCore.Http;

namespace SmsPlatform.Application.Channels;

/// <summary>What a provider posted, untouched.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Urls">The addresses the provider may have signed, the likeliest first: absolute, with the raw path and query.</param>
/// <param name="ContentType">As sent; empty when absent.</param>
/// <param name="Query">The raw query string, with its question mark; empty when absent.</param>
/// <param name="Headers">As sent.</param>
/// <param name="Body">The raw body.</param>
public sealed record WebhookRequest(
    string Method,
    IReadOnlyList<string> Urls,
    string ContentType,
    string Query,
    IHeaderDictionary Headers,
    ReadOnlyMemory<byte> Body)
{
    private object? _reading;

    // A changed copy is read anew.
    private WebhookRequest(WebhookRequest other) =>
        (Method, Urls, ContentType, Query, Headers, Body) = (other.Method, other.Urls, other.ContentType, other.Query, other.Headers, other.Body);

    /// <summary>What an adapter reads from it, read once: it is found, verified and translated from the same reading.</summary>
    public TReading ReadOnce<TReading>(Func<WebhookRequest, TReading> read)
        where TReading : notnull => (TReading)(_reading ??= read(this));
}

/// <summary>Which integration an unverified webhook claims to be for.</summary>
/// <param name="AccountId">The provider's account.</param>
/// <param name="Address">The address of ours that was written to; empty when the webhook names none.</param>
/// <param name="ServiceId">The pool it came through; empty when none.</param>
public sealed record WebhookAddress(string AccountId, string Address, string ServiceId);

/// <summary>Whether a webhook is the provider's own.</summary>
/// <param name="IsVerified">Only then may anything be stored.</param>
/// <param name="Reason">Why not, as a stable code such as <c>signature_missing</c>; empty when verified.</param>
public sealed record WebhookVerdict(bool IsVerified, string Reason)
{
    public static readonly WebhookVerdict Verified = new(true, "");

    public static WebhookVerdict Rejected(string reason) => new(false, reason);
}
