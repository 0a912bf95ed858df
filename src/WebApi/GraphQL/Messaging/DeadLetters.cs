using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using Message = SmsPlatform.Application.Messaging.Views.Message;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>Which dead letters; what is left out does not matter.</summary>
/// <param name="Statuses">Of FAILED, UNDELIVERED and EXPIRED.</param>
/// <param name="Codes">The provider's codes, or ours.</param>
/// <param name="Since">Created at this time or later.</param>
/// <param name="Until">Created before this time.</param>
public sealed record DeadLetterFilterInput(
    [property: ID("Chatbot")] Guid? ChatbotId,
    IReadOnlyList<MessageStatus>? Statuses,
    IReadOnlyList<string>? Codes,
    DateTimeOffset? Since,
    DateTimeOffset? Until)
{
    internal static DeadLetterFilter Read(DeadLetterFilterInput? input) => input is null
        ? new DeadLetterFilter()
        : new DeadLetterFilter(input.ChatbotId is { } id ? new ChatbotId(id) : null, input.Statuses, input.Codes, input.Since, input.Until);
}

[QueryType]
public static partial class DeadLetterQueries
{
    /// <summary>The workspace's messages that failed, expired or did not reach their recipient, newest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    public static async Task<Connection<Message>> GetDeadLettersAsync(
        DeadLetterFilterInput? filter,
        PagingArguments paging,
        QueryContext<Message> query,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(new ListDeadLetters(DeadLetterFilterInput.Read(filter), ListRequests.Of(paging, query)), cancellationToken))
            .OrThrow().ToConnection();

    /// <summary>How the workspace's way out is: what waits, for how long, and whether that is too long.</summary>
    public static async Task<DeliveryState> GetDeliveryStateAsync(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetDeliveryState(), cancellationToken)).OrThrow();
}

[MutationType]
public static partial class DeadLetterMutations
{
    /// <summary>Sends up to 100 messages again, as retryMessage does each. Those that cannot be are named with the reason.</summary>
    public static async Task<FieldResult<RequeueReport, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RequeueMessagesAsync(
        [ID<Message>] IReadOnlyList<Guid> ids, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RequeueMessages([.. ids.Select(MessageId.From)]), cancellationToken)
            .ThenAsync(RequeueReport.Of)).ToFieldResult();

    /// <summary>Sends a batch of the dead letters that a filter finds again, oldest first. For the next batch pass `next` as `after`.</summary>
    public static async Task<FieldResult<RequeueReport, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RequeueDeadLettersAsync(
        DeadLetterFilterInput? filter, int? limit, string? after, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(
                new RequeueDeadLetters(DeadLetterFilterInput.Read(filter), limit ?? RequeueMessages.MaxIds, after), cancellationToken)
            .ThenAsync(RequeueReport.Of)).ToFieldResult();
}

/// <summary>What came of sending messages again.</summary>
/// <param name="Count">How many are due again.</param>
/// <param name="Next">Where the next batch begins; null when there is none.</param>
public sealed record RequeueReport(int Count, IReadOnlyList<RequeueRefusal> Refused, string? Next)
{
    internal static Task<Domain.Result<RequeueReport>> Of(Requeued requeued) => Task.FromResult<Domain.Result<RequeueReport>>(
        new RequeueReport(
            requeued.Ids.Count,
            [.. requeued.Refused.Select(refused => new RequeueRefusal(refused.Id.Value, refused.Error.Code, refused.Error.Message))],
            requeued.Next));
}

/// <summary>A message that was not sent again, and why.</summary>
public sealed record RequeueRefusal(Guid MessageId, string Code, string Reason);

[ObjectType<RequeueRefusal>]
public static partial class RequeueRefusalNode
{
    [ID<Message>]
    [BindMember(nameof(RequeueRefusal.MessageId))]
    public static Guid GetMessageId([Parent] RequeueRefusal refusal) => refusal.MessageId;
}
