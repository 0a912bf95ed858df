using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class ListStoredSmsHandler(PlatformDbContext db, ICaller caller) : IQueryHandler<ListStoredSms, IReadOnlyList<StoredSms>>
{
    public async Task<Result<IReadOnlyList<StoredSms>>> Handle(ListStoredSms query, CancellationToken cancellationToken)
    {
        var messages = db.SmsOf(caller);
        if (query.Direction is { } direction)
        {
            messages = messages.Where(message => message.Direction == direction);
        }

        if (query.Processed is { } processed)
        {
            messages = messages.Where(message => message.Processed == processed);
        }

        if (query.PhoneNumber is { Length: > 0 } number)
        {
            messages = messages.Where(message => message.From == number || message.To == number);
        }

        var newest = messages
            .OrderByDescending(message => message.CreatedAt)
            .ThenByDescending(message => message.Id)
            .Take(query.Limit);
        return Result<IReadOnlyList<StoredSms>>.Success(await newest.ToStoredSms(db).ToListAsync(cancellationToken));
    }
}

internal sealed class GetStoredSmsHandler(PlatformDbContext db, ICaller caller) : IQueryHandler<GetStoredSms, StoredSms>
{
    public async Task<Result<StoredSms>> Handle(GetStoredSms query, CancellationToken cancellationToken) =>
        await db.StoredSmsAsync(query.Id, caller, cancellationToken) is { } sms ? sms : MessagingErrors.NotFound(query.Id);
}

internal sealed class MarkSmsProcessedHandler(PlatformDbContext db, ICaller caller, TimeProvider clock) : ICommandHandler<MarkSmsProcessed, StoredSms>
{
    public async Task<Result<StoredSms>> Handle(MarkSmsProcessed command, CancellationToken cancellationToken)
    {
        var sms = await db.StoredSmsAsync(command.Id, caller, cancellationToken);
        if (sms is null)
        {
            return MessagingErrors.NotFound(command.Id);
        }

        if (sms.Direction != MessageDirection.Inbound)
        {
            return MessagingErrors.NotInbound;
        }

        if (command.ChatId is { } chat && !await db.ConversationsOf(caller).AnyAsync(conversation => conversation.Id == chat, cancellationToken))
        {
            return MessagingErrors.NotFound(chat);
        }

        var now = clock.GetUtcNow();
        await db.Messages.Where(message => message.Id == command.Id).ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(message => message.Processed, true);
                set.SetProperty(message => message.ProcessedAt, message => message.ProcessedAt ?? now);
                if (command.ChatId is { } linked)
                {
                    set.SetProperty(message => message.LinkedConversationId, linked);
                }

                if (command.ResponseMessageSid is { Length: > 0 } response)
                {
                    set.SetProperty(message => message.ResponseExternalId, response);
                }
            },
            cancellationToken);
        return (await db.StoredSmsAsync(command.Id, caller, cancellationToken))!;
    }
}

internal static class StoredSmsQueries
{
    /// <summary>The conversations of the caller's workspace, for a key of one chatbot those of that one.</summary>
    public static IQueryable<Conversation> ConversationsOf(this PlatformDbContext db, ICaller caller) =>
        caller.OnlyChatbot is { } only
            ? db.Conversations.Where(conversation => conversation.ChatbotId == ChatbotId.From(only))
            : db.Conversations;

    /// <summary>The SMS of those conversations.</summary>
    public static IQueryable<Message> SmsOf(this PlatformDbContext db, ICaller caller)
    {
        var sms = db.Messages.Where(message => message.Channel == Channel.Sms);
        var conversations = db.ConversationsOf(caller);
        return caller.OnlyChatbot is null
            ? sms
            : sms.Where(message => conversations.Any(conversation => conversation.Id == message.ConversationId));
    }

    public static Task<StoredSms?> StoredSmsAsync(
        this PlatformDbContext db, MessageId id, ICaller caller, CancellationToken cancellationToken) =>
        db.SmsOf(caller)
            .Where(message => message.Id == id)
            .ToStoredSms(db)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Keeps the order of its source.</summary>
    public static IQueryable<StoredSms> ToStoredSms(this IQueryable<Message> messages, PlatformDbContext db) =>
        messages.Select(message => new StoredSms(
            message.Id,
            message.ExternalId,
            message.AccountId,
            message.From,
            message.To,
            message.Body,
            message.Direction,
            message.Status,
            message.Media,
            message.Processed,
            message.LinkedConversationId ?? message.ConversationId,
            message.ResponseExternalId ?? db.Messages
                .Where(response => response.Id == message.ResponseMessageId)
                .Select(response => response.ExternalId)
                .FirstOrDefault(),
            message.ErrorCode,
            message.ErrorMessage,
            message.CreatedAt,
            message.ProcessedAt));
}
