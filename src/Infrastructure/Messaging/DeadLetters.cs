using SmsPlatform.Application;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

internal static class DeadLetters
{
    /// <summary>Of messages; also that of the index that serves them.</summary>
    public const string Predicate = "direction = 'outbound' AND status IN ('failed', 'undelivered', 'expired')";

    private const string ChatbotColumn = "(SELECT i.chatbot_id FROM channels.integrations AS i WHERE i.id = m.integration_id)";

    public static async Task<Result<Page<Views.Message>>> ReadAsync(
        ListReader lists, DeadLetterFilter filter, ListRequest<Views.Message> request, CancellationToken cancellationToken)
    {
        var condition = filter.ToCondition();
        if (condition.IsFailure)
        {
            return condition.Error;
        }

        return await lists.ReadAsync(
            MessagingTables.DeadLetters,
            request with { Where = condition.Value },
            cancellationToken,
            filter.ChatbotId is { } chatbot ? new SqlScope(ChatbotColumn, chatbot.Value) : null);
    }
}

internal sealed class ListDeadLettersHandler(ListReader lists) : IQueryHandler<ListDeadLetters, Page<Views.Message>>
{
    public Task<Result<Page<Views.Message>>> Handle(ListDeadLetters query, CancellationToken cancellationToken) =>
        DeadLetters.ReadAsync(lists, query.Filter, query.Request, cancellationToken);
}

internal sealed class RequeueMessagesHandler(Requeuing requeuing) : ICommandHandler<RequeueMessages, Requeued>
{
    private static readonly Error BadCount = Error.Validation(
        "ids.invalid_count", $"Name 1 to {RequeueMessages.MaxIds} messages at once.", "ids");

    public async Task<Result<Requeued>> Handle(RequeueMessages command, CancellationToken cancellationToken) =>
        command.Ids.Count is 0 or > RequeueMessages.MaxIds
            ? BadCount
            : await requeuing.RequeueAsync([.. command.Ids.Distinct().OrderBy(id => id.Value)], next: null, cancellationToken);
}

internal sealed class RequeueDeadLettersHandler(ListReader lists, Requeuing requeuing) : ICommandHandler<RequeueDeadLetters, Requeued>
{
    // Those of one conversation are sent in their order anyhow; oldest first, so that the batches follow each other.
    private static readonly IReadOnlyList<OrderKey> OldestFirst = [new(nameof(Views.Message.CreatedAt), Ascending: true)];

    private static readonly ListFields IdAlone = new([KeyValuePair.Create(nameof(Views.Message.Id), (ListFields?)null)]);

    // An empty request must not be the one that sends the most.
    private static readonly Error NoFilter = Error.Validation(
        "requeue.no_filter", "Name messages, or say which: all of them are those in all three statuses.", "statuses");

    public async Task<Result<Requeued>> Handle(RequeueDeadLetters command, CancellationToken cancellationToken)
    {
        if (command.Filter is { ChatbotId: null, Statuses: null or { Count: 0 }, Codes: null or { Count: 0 }, Since: null, Until: null })
        {
            return NoFilter;
        }

        var found = await DeadLetters.ReadAsync(
            lists,
            command.Filter,
            new ListRequest<Views.Message>(new PageRequest(command.Limit, command.After), Order: OldestFirst, Fields: IdAlone),
            cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        var page = found.Value;
        var next = page is { HasNextPage: true, Items: [.., var last] } ? last.Cursor : null;
        return await requeuing.RequeueAsync([.. page.Items.Select(item => new MessageId(item.Value.Id))], next, cancellationToken);
    }
}
