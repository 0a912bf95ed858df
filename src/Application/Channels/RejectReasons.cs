namespace SmsPlatform.Application.Channels;

/// <summary>Why a webhook was not accepted as its provider's own. Counted and shown to operators, so the codes are stable.</summary>
public static class RejectReasons
{
    /// <summary>No integration has the account and address it names.</summary>
    public const string IntegrationUnknown = "integration_unknown";

    public const string SignatureMissing = "signature_missing";
    public const string SignatureInvalid = "signature_invalid";

    /// <summary>The integration has no secret to verify with.</summary>
    public const string TokenMissing = "token_missing";

    public const string AccountMismatch = "account_mismatch";

    /// <summary>The body is not covered by the signature, and no hash in the URL covers it either.</summary>
    public const string BodyHashMissing = "body_hash_missing";

    public const string BodyHashMismatch = "body_hash_mismatch";

    /// <summary>The webhook could not be read.</summary>
    public const string Malformed = "malformed";
}
