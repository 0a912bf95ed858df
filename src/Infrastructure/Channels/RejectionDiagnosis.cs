using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Puts into words why a webhook was refused, and which one setting to change.</summary>
internal static class RejectionDiagnosis
{
    private const string PublicBaseUrl = "PublicBaseUrl";
    private const string ProviderAddress = "the webhook address at the provider";
    private const int MaxShownLength = 300;
    private const string Credential = "the integration's auth token";

    /// <summary>When an address and a key were found that match.</summary>
    public static Diagnosis Of(DoctorMatch match, IReadOnlyList<string> tried)
    {
        var url = WithoutQuery(match.Url);
        switch (match.Key.Kind)
        {
            case DoctorKeyKind.Expired:
                return new Diagnosis(
                    "key",
                    Credential,
                    "The provider still signs with the auth token that was replaced here, and the time for which both are accepted is over. "
                        + "Make the new token the primary one at the provider, or enter the former one here again.",
                    url,
                    match.Key.Kind);
            case DoctorKeyKind.OtherIntegration:
                return new Diagnosis(
                    "account",
                    ProviderAddress,
                    "It is signed with the auth token of another integration of this workspace. Point that number at its own chatbot's address, "
                        + "or enter in this integration the account that owns the number.",
                    url,
                    match.Key.Kind);
            default:
                return OfAddress(match, UrlParts.Of(match.Url), tried);
        }
    }

    /// <summary>When nothing matches.</summary>
    public static Diagnosis Of(string reason, string? claimedAccount, string? ownAccount)
    {
        var (difference, setting, advice) = reason switch
        {
            RejectReasons.TokenMissing => ("key", Credential, "The integration has no auth token that can be read. Enter it again."),
            RejectReasons.AccountMismatch => (
                "account",
                ProviderAddress,
                $"The webhook names account {Shown(claimedAccount)}, and the integration is set up for {Shown(ownAccount)}. "
                    + "Point that account's number at its own chatbot's address, or change the integration's account."),
            RejectReasons.IntegrationUnknown => (
                "account",
                "the integration's address",
                $"No integration has the account {Shown(claimedAccount)} with the address that was written to. "
                    + "Enter both in the chatbot's integration, or point the number at the chatbot's own webhook address."),
            RejectReasons.SignatureMissing or "webhook.signature_missing" => (
                "signature",
                (string?)null,
                "It carries no signature. Either it is not the provider's, or a proxy takes the signature header away."),
            RejectReasons.BodyHashMissing or RejectReasons.BodyHashMismatch => (
                "body", null, "The body is not covered by the signature, or was changed on the way. A proxy that rewrites bodies must not."),
            RejectReasons.SignatureInvalid => (
                Diagnosis.Unknown,
                Credential,
                "Neither another address nor another token that is known here makes this signature. If the webhook is the provider's, "
                    + "the auth token entered here is not the account's primary one: copy it again. If not, somebody else posts to this address."),
            _ => ("body", null, "It could not be read as what the provider posts. Most likely it is not the provider's."),
        };
        return new Diagnosis(difference, setting, advice, null, null);
    }

    public static string WithoutQuery(string url)
    {
        var parts = UrlParts.Of(url);

        // A user and password may stand before the host.
        var authority = parts.Authority[(parts.Authority.LastIndexOf('@') + 1)..];
        return (parts with { Query = "", Authority = authority }).ToString().Cut(MaxShownLength);
    }

    private static Diagnosis OfAddress(DoctorMatch match, UrlParts signed, IReadOnlyList<string> tried)
    {
        var (difference, closest) = tried.Select(UrlParts.Of)
            .Select(url => (Differences: Compare(signed, url), Url: url))
            .OrderBy(pair => pair.Differences.Count)
            .Select(pair => (pair.Differences.FirstOrDefault() ?? Diagnosis.Unknown, pair.Url))
            .First();
        var url = WithoutQuery(match.Url);
        var advice = difference switch
        {
            Diagnosis.Unknown => "By now it would be accepted: a setting was changed since.",
            "query" => "A proxy changes the query of the address. It must pass it on as it comes.",
            "path" => $"The provider posts to {url}, and the request arrives with the path {closest.Path}. A proxy rewrites it: let it pass the path on, "
                + "or change the webhook address at the provider to one that it passes on.",
            _ => $"The provider signs {url}, and this installation takes the request for {WithoutQuery(closest.ToString())}. "
                + $"Set PublicBaseUrl to {BaseOf(signed, closest)}.",
        };
        return new Diagnosis(
            difference, difference is "path" or "query" ? ProviderAddress : PublicBaseUrl, advice, url, match.Key.Kind);
    }

    private static List<string> Compare(UrlParts signed, UrlParts tried)
    {
        var differences = new List<string>();
        AddIf(!signed.Scheme.Equals(tried.Scheme, StringComparison.OrdinalIgnoreCase), "scheme");
        AddIf(signed.Host != tried.Host, "host");
        AddIf(signed.Port != tried.Port, "port");
        AddIf(signed.Path != tried.Path, IsPrefixed(signed.Path, tried.Path) ? "prefix" : "path");
        AddIf(signed.Query != tried.Query, "query");
        return differences;

        void AddIf(bool differs, string name)
        {
            if (differs)
            {
                differences.Add(name);
            }
        }
    }

    private static bool IsPrefixed(string one, string other) => one.Length > other.Length
        ? one.EndsWith(other, StringComparison.Ordinal)
        : other.EndsWith(one, StringComparison.Ordinal);

    // The signed address without the part of the path that arrives here.
    private static string BaseOf(UrlParts signed, UrlParts tried)
    {
        var prefix = signed.Path.EndsWith(tried.Path, StringComparison.Ordinal) ? signed.Path[..^tried.Path.Length] : "";
        return $"{signed.Scheme}://{signed.Authority}{prefix}";
    }

    private static string Shown(string? account) => string.IsNullOrEmpty(account) ? "(none)" : account;
}
