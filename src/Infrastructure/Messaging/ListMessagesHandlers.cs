using System.Linq.Expressions;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class ListMessagesHandler(ListReader lists) : IQueryHandler<ListMessages, Page<Views.Message>>
{
    public Task<Result<Page<Views.Message>>> Handle(ListMessages query, CancellationToken cancellationToken) =>
        lists.ReadAsync(
            MessagingTables.Messages,
            query.Request,
            cancellationToken,
            lane: query.Channel is { } channel ? MessageLanes.Only(channel) : null);
}

internal sealed class ListMessagesOfConversationsHandler(ListReader lists)
    : IQueryHandler<ListMessagesOfConversations, IReadOnlyDictionary<Guid, Page<Views.Message>>>
{
    public Task<Result<IReadOnlyDictionary<Guid, Page<Views.Message>>>> Handle(
        ListMessagesOfConversations query, CancellationToken cancellationToken) =>
        lists.ReadByParentAsync(
            MessagingTables.MessagesOfConversation, "m.conversation_id", query.ConversationIds, query.Request, cancellationToken);
}

internal sealed class GetMessagesHandler(ListReader lists) : IQueryHandler<GetMessages, IReadOnlyDictionary<Guid, Views.Message>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Message>>> Handle(GetMessages query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.Message>>.Success(
            await lists.ReadByKeyAsync(MessagingTables.Messages, "m.id", query.Ids, message => message.Id, cancellationToken));
}

internal sealed class ReadBackMessageHandler(ListReader lists) : IQueryHandler<ReadBackMessage, Views.Message>
{
    public async Task<Result<Views.Message>> Handle(ReadBackMessage query, CancellationToken cancellationToken)
    {
        var found = await lists.ReadByKeyAsync(MessagingTables.Messages, "m.id", [query.Id.Value], message => message.Id, cancellationToken);
        return found.TryGetValue(query.Id.Value, out var message) ? message : MessagingErrors.NotFound(query.Id);
    }
}

internal sealed class ReadBackConversationHandler(ListReader lists) : IQueryHandler<ReadBackConversation, Views.Conversation>
{
    public async Task<Result<Views.Conversation>> Handle(ReadBackConversation query, CancellationToken cancellationToken)
    {
        var found = await lists.ReadByKeyAsync(MessagingTables.Conversations, "c.id", [query.Id.Value], row => row.Id, cancellationToken);
        return found.TryGetValue(query.Id.Value, out var conversation) ? conversation : MessagingErrors.NotFound(query.Id);
    }
}

internal sealed class ListConversationsHandler(ListReader lists) : IQueryHandler<ListConversations, Page<Views.Conversation>>
{
    public Task<Result<Page<Views.Conversation>>> Handle(ListConversations query, CancellationToken cancellationToken) =>
        lists.ReadAsync(MessagingTables.Conversations, query.Request with { Where = WhereOf(query) }, cancellationToken);

    private static Expression<Func<Views.Conversation, bool>>? WhereOf(ListConversations query)
    {
        if (query is { AssignedTo: null, Unassigned: false })
        {
            return query.Request.Where;
        }

        var row = query.Request.Where?.Parameters[0] ?? Expression.Parameter(typeof(Views.Conversation), "row");
        var assigned = Expression.Property(row, nameof(Views.Conversation.AssignedTo));
        Expression[] terms =
        [
            .. query.Request.Where is { } where ? [where.Body] : Array.Empty<Expression>(),
            .. query.AssignedTo is { } member ? [Is(member.Value)] : Array.Empty<Expression>(),
            .. query.Unassigned ? [Is(null)] : Array.Empty<Expression>(),
        ];
        return Expression.Lambda<Func<Views.Conversation, bool>>(terms.Aggregate(Expression.AndAlso), row);

        BinaryExpression Is(Guid? value) => Expression.Equal(assigned, Expression.Constant(value, typeof(Guid?)));
    }
}

internal sealed class GetConversationsHandler(ListReader lists)
    : IQueryHandler<GetConversations, IReadOnlyDictionary<Guid, Views.Conversation>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Conversation>>> Handle(
        GetConversations query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.Conversation>>.Success(
            await lists.ReadByKeyAsync(MessagingTables.Conversations, "a.conversation_id", query.Ids, row => row.Id, cancellationToken));
}

internal sealed class GetContactsHandler(ListReader lists) : IQueryHandler<GetContacts, IReadOnlyDictionary<Guid, Views.Contact>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Contact>>> Handle(GetContacts query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.Contact>>.Success(
            await lists.ReadByKeyAsync(MessagingTables.Contacts, "p.id", query.Ids, row => row.Id, cancellationToken));
}

internal sealed class ListConsentOfConversationsHandler(ListReader lists)
    : IQueryHandler<ListConsentOfConversations, IReadOnlyDictionary<Guid, Page<Views.ConsentEntry>>>
{
    public Task<Result<IReadOnlyDictionary<Guid, Page<Views.ConsentEntry>>>> Handle(
        ListConsentOfConversations query, CancellationToken cancellationToken) =>
        lists.ReadByParentAsync(MessagingTables.Consent, "e.conversation_id", query.ConversationIds, query.Request, cancellationToken);
}

internal sealed class ListAttemptsHandler(NpgsqlDataSource database, ICaller caller)
    : IQueryHandler<ListAttempts, ILookup<Guid, Views.DeliveryAttempt>>
{
    public async Task<Result<ILookup<Guid, Views.DeliveryAttempt>>> Handle(ListAttempts query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT a.message_id, a.number, a.started_at, a.finished_at, a.outcome, a.external_id, a.error_code, a.error_message
            FROM messaging.delivery_attempts AS a
            WHERE a.message_id = ANY ($1) AND a.workspace_id = $2
              AND ($3 IS NULL OR EXISTS (
                  SELECT FROM messaging.messages AS m JOIN messaging.conversations AS c ON c.id = m.conversation_id
                  WHERE m.id = a.message_id AND c.chatbot_id = $3))
            ORDER BY a.message_id, a.number
            """);
        command.Add(query.MessageIds.ToArray()).Add(caller.WorkspaceId?.Value ?? Guid.Empty).AddNullable(caller.OnlyChatbot);
        var attempts = await command.ReadAllAsync(
            row => (MessageId: row.GetGuid(0), Attempt: new Views.DeliveryAttempt
            {
                Number = row.GetInt32(1),
                StartedAt = row.GetFieldValue<DateTimeOffset>(2),
                FinishedAt = row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3),
                Outcome = row.IsDBNull(4) ? null : EnumText<AttemptOutcome>.Value(row.GetString(4)),
                ExternalId = row.IsDBNull(5) ? null : row.GetString(5),
                ErrorCode = row.IsDBNull(6) ? null : row.GetString(6),
                ErrorMessage = row.IsDBNull(7) ? null : row.GetString(7),
            }),
            cancellationToken);
        return Result<ILookup<Guid, Views.DeliveryAttempt>>.Success(attempts.ToLookup(row => row.MessageId, row => row.Attempt));
    }
}
