using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Channels;

/// <summary>Where providers report to.</summary>
public interface IStatusCallbacks
{
    /// <summary>The callback address of one message; null when the installation's public address is not known.</summary>
    string? UrlFor(ConnectedIntegration integration, MessageId messageId);
}
