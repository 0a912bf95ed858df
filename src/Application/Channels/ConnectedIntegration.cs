using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Channels;

/// <summary>An integration as the paths of messages need it: whose it is, whether it may be used, and how to reach it.</summary>
/// <param name="QuietWindow">The chatbot's; how long a burst is waited for.</param>
public sealed record ConnectedIntegration(
    IntegrationId Id,
    WorkspaceId WorkspaceId,
    ChatbotId ChatbotId,
    Channel Channel,
    bool IsEnabled,
    IntegrationStatus Status,
    TimeSpan QuietWindow,
    ChannelConnection Connection)
{
    /// <summary>The chatbot's; carrier segments of one message, at most.</summary>
    public int SegmentBudget { get; init; } = int.MaxValue;

    /// <summary>The chatbot's own, besides those that hold everywhere.</summary>
    public OwnConsentWords ConsentWords { get; init; } = OwnConsentWords.None;
}

/// <summary>Finds integrations quickly: the webhook's path asks it for every request.</summary>
/// <remarks>What it answers may be a few seconds old on another node.</remarks>
public interface IIntegrationDirectory
{
    /// <summary>
    /// The integrations an unverified webhook may be for: by account and address, then by account and service. Several, because
    /// anybody may have written down an account and a number; whose it is, the signature tells.
    /// </summary>
    ValueTask<IReadOnlyList<ConnectedIntegration>> CandidatesAsync(
        Channel channel, WebhookAddress address, CancellationToken cancellationToken);

    ValueTask<ConnectedIntegration?> FindAsync(ChatbotId chatbotId, Channel channel, CancellationToken cancellationToken);

    ValueTask<ConnectedIntegration?> FindAsync(IntegrationId id, CancellationToken cancellationToken);

    /// <summary>The integration made from the installation's own settings.</summary>
    ValueTask<ConnectedIntegration?> FindDefaultAsync(Channel channel, CancellationToken cancellationToken);

    /// <summary>Forgets what it knows; called after an integration was changed on this node.</summary>
    void Invalidate();
}
