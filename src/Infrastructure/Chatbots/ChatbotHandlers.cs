using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Chatbots;

internal sealed class ListChatbotsHandler(PlatformDbContext db) : IQueryHandler<ListChatbots, KeysetPage<ChatbotRow>>
{
    public async Task<Result<KeysetPage<ChatbotRow>>> Handle(ListChatbots query, CancellationToken cancellationToken)
    {
        var cursor = KeysetCursor.Read(query.Page.After);
        if (cursor.IsFailure)
        {
            return cursor.Error;
        }

        var limit = query.Page.Limit;

        // The comparison in SQL, because LINQ has none for typed ids; the context's filter adds the workspace.
        var chatbots = await db.Chatbots
            .FromSql($"SELECT * FROM chatbots.chatbots WHERE id < {cursor.Value}")
            .AsNoTracking()
            .OrderByDescending(chatbot => chatbot.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return KeysetCursor.Cut(chatbots.ConvertAll(ChatbotRow.Of), limit, row => row.Id.Value);
    }
}

internal sealed class GetChatbotHandler(PlatformDbContext db) : IQueryHandler<GetChatbot, ChatbotRow>
{
    public async Task<Result<ChatbotRow>> Handle(GetChatbot query, CancellationToken cancellationToken) =>
        await db.Chatbots.AsNoTracking().FirstOrDefaultAsync(chatbot => chatbot.Id == query.Id, cancellationToken) is { } found
            ? ChatbotRow.Of(found)
            : ChatbotsErrors.NotFound;
}

internal sealed class CreateChatbotHandler(PlatformDbContext db, ICaller caller, TimeProvider clock) : ICommandHandler<CreateChatbot, ChatbotRow>
{
    public async Task<Result<ChatbotRow>> Handle(CreateChatbot command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var chatbot = Chatbot.Create(caller.WorkspaceId!.Value, command.Settings.Name!, now);
        chatbot.Change(command.Settings, now);
        db.Add(chatbot);
        await db.SaveChangesAsync(cancellationToken);
        return ChatbotRow.Of(chatbot);
    }
}

internal sealed class UpdateChatbotHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<UpdateChatbot, ChatbotRow>
{
    public Task<Result<ChatbotRow>> Handle(UpdateChatbot command, CancellationToken cancellationToken) =>
        db.ChangeAsync(command.Id, chatbot => chatbot.Change(command.Changes, clock.GetUtcNow()), cancellationToken);
}

internal sealed class PauseChatbotHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<PauseChatbot, ChatbotRow>
{
    public Task<Result<ChatbotRow>> Handle(PauseChatbot command, CancellationToken cancellationToken) =>
        db.ChangeAsync(command.Id, chatbot => chatbot.Pause(clock.GetUtcNow()), cancellationToken);
}

internal sealed class ResumeChatbotHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<ResumeChatbot, ChatbotRow>
{
    public Task<Result<ChatbotRow>> Handle(ResumeChatbot command, CancellationToken cancellationToken) =>
        db.ChangeAsync(command.Id, chatbot => chatbot.Resume(clock.GetUtcNow()), cancellationToken);
}

file static class ChatbotChange
{
    // Only the columns that were changed are written, so two people who change different settings do not undo each other.
    public static async Task<Result<ChatbotRow>> ChangeAsync(
        this PlatformDbContext db, ChatbotId id, Action<Chatbot> change, CancellationToken cancellationToken)
    {
        var chatbot = await db.Chatbots.FirstOrDefaultAsync(candidate => candidate.Id == id, cancellationToken);
        if (chatbot is null)
        {
            return ChatbotsErrors.NotFound;
        }

        change(chatbot);
        await db.SaveChangesAsync(cancellationToken);
        return ChatbotRow.Of(chatbot);
    }
}
