using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Takes what a provider posted: finds whose it is, verifies it, and stores what it reports.</summary>
/// <param name="ChatbotId">Set when the webhook came to a chatbot's own address.</param>
public sealed record ReceiveWebhook(Channel Channel, WebhookRequest Request, ChatbotId? ChatbotId = null)
    : ICommand<WebhookReceipt>, ISystemRequest;

/// <summary>What was taken.</summary>
/// <param name="Acknowledge">A person wrote and can be answered, so a configured acknowledgement may be given.</param>
public sealed record WebhookReceipt(bool Acknowledge);

internal sealed partial class ReceiveWebhookHandler(
    IEnumerable<IChannel> channels,
    IIntegrationDirectory integrations,
    IInbox inbox,
    IStatusBoard statuses,
    IIntegrationMonitor monitor,
    TimeProvider clock,
    ILogger<ReceiveWebhookHandler> logger) : ICommandHandler<ReceiveWebhook, WebhookReceipt>
{
    // Bounds what a forged webhook can make us compute, however many integrations name the same number.
    private const int MaxCandidates = 16;

    public async Task<Result<WebhookReceipt>> Handle(ReceiveWebhook command, CancellationToken cancellationToken)
    {
        var channel = channels.First(candidate => candidate.Kind == command.Channel);
        var address = channel.Locate(command.Request);
        if (address.IsFailure)
        {
            monitor.Rejected(new RejectedWebhook(command.Channel, address.Error.Code, command.Request, null, null));
            return address.Error;
        }

        var candidates = await CandidatesAsync(command, address.Value, cancellationToken);
        var (integration, verdict) = Verify(channel, command.Request, candidates);
        if (integration is null || !verdict.IsVerified)
        {
            return Reject(command, verdict.Reason, address.Value, integration);
        }

        var events = channel.Translate(command.Request);
        return events.IsFailure
            ? events.Error
            : await StoreAsync(events.Value, integration, cancellationToken);
    }

    private async ValueTask<IReadOnlyList<ConnectedIntegration>> CandidatesAsync(
        ReceiveWebhook command, WebhookAddress address, CancellationToken cancellationToken)
    {
        if (command.ChatbotId is not { } chatbot)
        {
            return await integrations.CandidatesAsync(command.Channel, address, cancellationToken);
        }

        return await integrations.FindAsync(chatbot, command.Channel, cancellationToken) is { } own ? [own] : [];
    }

    /// <summary>The candidate whose secret signed the webhook; without one, the first candidate and why it is not.</summary>
    private static (ConnectedIntegration? Integration, WebhookVerdict Verdict) Verify(
        IChannel channel, WebhookRequest request, IReadOnlyList<ConnectedIntegration> candidates)
    {
        (ConnectedIntegration?, WebhookVerdict) refused = (null, WebhookVerdict.Rejected(RejectReasons.IntegrationUnknown));
        for (var i = 0; i < candidates.Count && i < MaxCandidates; i++)
        {
            var verdict = channel.Verify(request, candidates[i].Connection);
            if (verdict.IsVerified)
            {
                return (candidates[i], verdict);
            }

            refused = i == 0 ? (candidates[i], verdict) : refused;
        }

        return refused;
    }

    private async Task<Result<WebhookReceipt>> StoreAsync(
        IReadOnlyList<ChannelEvent> events, ConnectedIntegration integration, CancellationToken cancellationToken)
    {
        var acknowledge = false;
        foreach (var reported in events)
        {
            var happened = WithOwnWords(reported, integration);
            var stored = happened switch
            {
                InboundMessage message => await inbox.StoreAsync(integration, message, clock.GetUtcNow(), cancellationToken),
                StatusReport { Status: null } report => Ignore(report, integration),
                StatusReport report => await statuses.ApplyAsync(integration, report, clock.GetUtcNow(), cancellationToken),
                _ => throw new InvalidOperationException($"No one handles {happened.GetType().Name}."),
            };
            if (stored.IsFailure)
            {
                return stored.Error;
            }

            acknowledge |= happened is InboundMessage { CanBeAnswered: true, Consent: null };
        }

        monitor.Accepted(integration);
        return new WebhookReceipt(acknowledge);
    }

    /// <remarks>The words that hold everywhere go before, so a chatbot cannot make STOP mean something else.</remarks>
    private static ChannelEvent WithOwnWords(ChannelEvent reported, ConnectedIntegration integration) =>
        reported is InboundMessage { Consent: null } message && integration.ConsentWords.Find(message.Body) is { } word
            ? message with { Consent = new SaidConsent(word, ConsentSource.OwnWord) }
            : reported;

    private Error Reject(ReceiveWebhook command, string reason, WebhookAddress address, ConnectedIntegration? integration)
    {
        monitor.Rejected(new RejectedWebhook(command.Channel, reason, command.Request, address, integration));
        LogRejected(command.Channel, reason);
        return ChannelsErrors.WebhookRejected;
    }

    private Result<Done> Ignore(StatusReport report, ConnectedIntegration integration)
    {
        LogUnknownStatus(integration.Id.Value, report.ProviderStatus);
        return Done.Value;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Channel} webhook was rejected: {Reason}")]
    private partial void LogRejected(Channel channel, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Integration {IntegrationId} reported the unknown status '{Status}'")]
    private partial void LogUnknownStatus(Guid integrationId, string status);
}
