using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Queues one SMS. A text too long for one message is queued as several, in order.</summary>
/// <param name="ChatbotId">Whose integration sends it; null for the installation's default number.</param>
/// <param name="To">In E.164.</param>
/// <param name="MediaUrls">At most ten, absolute; with the first part.</param>
/// <param name="IdempotencyKey">The same key with the same content queues once, however often it is sent within a week.</param>
[RequiresScope(ApiKeyScopes.Send)]
public sealed record SendSms(ChatbotId? ChatbotId, string To, string? Body, IReadOnlyList<string>? MediaUrls, string? IdempotencyKey)
    : ICommand<QueuedSms>, IChatbotRequest, IOutgoing
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>What was queued. The same for every repetition of the request.</summary>
/// <param name="Id">The first part.</param>
/// <param name="Parts">All parts in order.</param>
/// <param name="Segments">Carrier segments of all parts together.</param>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>: the widest that any part needs.</param>
public sealed record QueuedSms(
    MessageId Id, IReadOnlyList<MessageId> Parts, string From, string To, MessageStatus Status, int Segments, string Encoding)
{
    /// <summary>What it will cost at the prices that are set; null when none is set for the recipient's country.</summary>
    public Price? EstimatedPrice { get; init; }
}

internal sealed class SendSmsValidator : OutgoingValidator<SendSms>
{
    public SendSmsValidator() => RuleFor(sms => sms.To)
        .Must(to => PhoneNumber.Parse(to).IsSuccess)
        .WithErrorCode(MessagingErrors.InvalidPhoneNumber.Code)
        .WithMessage(MessagingErrors.InvalidPhoneNumber.Message);
}

internal sealed class SendSmsHandler(
    IIntegrationDirectory integrations, IOutgoingQueue queue, ISmsPrices prices, ICaller caller, TimeProvider clock)
    : ICommandHandler<SendSms, QueuedSms>
{
    public async Task<Result<QueuedSms>> Handle(SendSms command, CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;
        var integration = command.ChatbotId is { } chatbotId
            ? await integrations.FindAsync(chatbotId, Channel.Sms, cancellationToken)
            : await integrations.FindDefaultAsync(Channel.Sms, cancellationToken);
        if (integration is null || integration.WorkspaceId != workspaceId)
        {
            return ChannelsErrors.IntegrationNotFound;
        }

        if (!integration.IsEnabled)
        {
            return ChannelsErrors.IntegrationDisabled;
        }

        var sms = Compose(command, workspaceId, integration);
        var segments = sms.Parts.Sum(part => part.Segments);
        if (segments > integration.SegmentBudget)
        {
            return MessagingErrors.OverBudget(segments, integration.SegmentBudget);
        }

        var queued = await queue.AddAsync(sms, cancellationToken);
        return queued.IsFailure ? queued : queued.Value with { EstimatedPrice = prices.Estimate(command.To, segments) };
    }

    private OutgoingSms Compose(SendSms command, WorkspaceId workspaceId, ConnectedIntegration integration)
    {
        var now = clock.GetUtcNow();
        var texts = string.IsNullOrWhiteSpace(command.Body) ? [""] : TextSplitter.Split(command.Body, TextSplitter.SmsMaxLength);
        return new OutgoingSms(
            workspaceId,
            caller.UserId?.Value ?? caller.ApiKeyId?.Value ?? Guid.Empty,
            integration,
            command.To,
            [.. texts.Select(text => Reply.Compose(text, Channel.Sms, now, now + OutgoingLimits.TimeToLive))],
            command.MediaUrls ?? [],
            command.IdempotencyKey,
            now);
    }
}

/// <summary>An SMS that a person or a program wants sent.</summary>
/// <param name="Principal">Whose idempotency keys are meant.</param>
public sealed record OutgoingSms(
    WorkspaceId WorkspaceId,
    Guid Principal,
    ConnectedIntegration Integration,
    string To,
    IReadOnlyList<Reply> Parts,
    IReadOnlyList<string> MediaUrls,
    string? IdempotencyKey,
    DateTimeOffset QueuedAt);

/// <summary>Queues what persons and programs send.</summary>
public interface IOutgoingQueue
{
    /// <summary>In one transaction: the contact and conversation, the messages, and the idempotency key.</summary>
    /// <returns><c>message.opted_out</c>, or <c>idempotency_key.conflict</c> when the key was used for something else.</returns>
    Task<Result<QueuedSms>> AddAsync(OutgoingSms sms, CancellationToken cancellationToken);
}
