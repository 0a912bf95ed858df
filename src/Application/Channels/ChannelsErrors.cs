using SmsPlatform.Domain;

namespace SmsPlatform.Application.Channels;

public static class ChannelsErrors
{
    /// <summary>One answer for an unknown integration and a wrong signature, so that probing tells nothing.</summary>
    public static readonly Error WebhookRejected = new(
        "webhook.rejected",
        "The webhook is not signed by the provider for an integration of this installation.",
        ErrorKind.Forbidden);

    public static readonly Error IntegrationNotFound = Error.NotFound("integration.not_found", "There is no such integration.");

    public static readonly Error IntegrationDisabled = Error.Refused("integration.disabled", "The integration is switched off.");

    public static readonly Error ChannelUnknown =
        Error.Validation("channel.unknown", "This installation has no such channel.", "channel");

    public static readonly Error AddressTaken = Error.Conflict(
        "integration.address_taken", "Another chatbot of this workspace uses this address. One address is answered by one chatbot.");

    public static readonly Error NoPublicAddress = Error.Refused(
        "integration.no_public_address",
        "This installation does not know its public address. Set PublicBaseUrl to the https address under which the provider reaches it.");

    public static readonly Error Changed = Error.Conflict(
        "integration.changed", "The integration was changed while it was tested. Test it again.");

    public static Error FieldMissing(string field, string label) =>
        Error.Validation("integration.field_missing", $"{label} is missing.", field);

    public static Error FieldInvalid(string field, string label, string? example) => Error.Validation(
        "integration.field_invalid", example is null ? $"{label} is not valid." : $"{label} is not valid. It looks like {example}.", field);

    public static Error FieldRepeated(string field) =>
        Error.Validation("integration.field_repeated", "The field is there more than once.", field);

    public static Error FieldUnknown(string field) =>
        Error.Validation("integration.field_unknown", "The channel has no such field.", field);
}
