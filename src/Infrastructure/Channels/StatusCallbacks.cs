using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Where this installation is reached from outside.</summary>
public sealed class PublicAddressOptions
{
    /// <summary>Such as <c>https://sms.example.com</c>; null when none was configured.</summary>
    public Uri? PublicBaseUrl { get; set; }
}

/// <inheritdoc cref="IStatusCallbacks"/>
internal sealed class StatusCallbacks(IOptionsMonitor<PublicAddressOptions> options) : IStatusCallbacks
{
    public string? UrlFor(ConnectedIntegration integration, MessageId messageId) =>
        options.CurrentValue.PublicBaseUrl is { } address && integration.Channel == Channel.Sms
            ? $"{address.ToString().TrimEnd('/')}/api/twilio/webhook/status?messageId={messageId.Value:D}"
            : null;
}
