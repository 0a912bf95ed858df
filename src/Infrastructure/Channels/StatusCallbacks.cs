using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Where this installation is reached from outside.</summary>
public sealed class PublicAddressOptions
{
    /// <summary>Such as <c>https://sms.example.com</c>; null when none was configured.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>
    /// Letter by letter as it was configured, without a slash at its end; null when it was not. Providers sign the address
    /// they were given, and a <see cref="Uri"/> writes it anew: host in lower case, default port gone.
    /// </summary>
    public string? AsConfigured => PublicBaseUrl?.OriginalString.Trim().TrimEnd('/');
}

/// <inheritdoc cref="IStatusCallbacks"/>
internal sealed class StatusCallbacks(IOptionsMonitor<PublicAddressOptions> options) : IStatusCallbacks
{
    public string? UrlFor(ConnectedIntegration integration, MessageId messageId) =>
        options.CurrentValue.AsConfigured is { } address && integration.Channel == Channel.Sms
            ? $"{address}/api/twilio/webhook/status?messageId={messageId.Value:D}{TwilioSetup.Retries}"
            : null;
}
