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
}
