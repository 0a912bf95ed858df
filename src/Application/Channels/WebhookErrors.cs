using SmsPlatform.Domain;

namespace SmsPlatform.Application.Channels;

/// <summary>What can be wrong with a webhook that is not about whose it is.</summary>
public static class WebhookErrors
{
    public static readonly Error SignatureMissing =
        new("webhook.signature_missing", "The webhook carries no signature.", ErrorKind.Forbidden);

    public static readonly Error UnsupportedContentType =
        Error.Validation("webhook.unsupported_content_type", "The webhook's content type is not the one its provider posts.");

    public static readonly Error InvalidEncoding =
        Error.Validation("webhook.invalid_encoding", "The webhook is not valid UTF-8.");

    public static readonly Error TooManyParameters =
        Error.Validation("webhook.too_many_parameters", "The webhook has too many parameters.");

    public static readonly Error AccountMissing =
        Error.Validation("webhook.account_missing", "The webhook does not say which account it is from.");

    public static readonly Error AccountInvalid =
        Error.Validation("webhook.account_invalid", "What the webhook calls its account is not an id.");

    public static readonly Error MessageSidMissing =
        Error.Validation("webhook.message_sid_missing", "The webhook has no MessageSid.", "MessageSid");

    public static readonly Error MessageSidInvalid =
        Error.Validation("webhook.message_sid_invalid", "The webhook's MessageSid is not an id.", "MessageSid");

    public static Error AddressMissing(string field) =>
        Error.Validation("webhook.address_missing", $"The webhook has no {field}.", field);

    public static Error AddressInvalid(string field) =>
        Error.Validation("webhook.address_invalid", $"The webhook's {field} is not an address.", field);
}
