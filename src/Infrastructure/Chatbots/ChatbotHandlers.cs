using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Chatbots.Views;

namespace SmsPlatform.Infrastructure.Chatbots;

internal sealed class ListChatbotsHandler(ListReader lists) : IQueryHandler<ListChatbots, Page<Views.Chatbot>>
{
    public Task<Result<Page<Views.Chatbot>>> Handle(ListChatbots query, CancellationToken cancellationToken) =>
        lists.ReadAsync(ChatbotsTables.Chatbots, query.Request, cancellationToken);
}

internal sealed class GetChatbotsHandler(ListReader lists) : IQueryHandler<GetChatbots, IReadOnlyDictionary<Guid, Views.Chatbot>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Chatbot>>> Handle(GetChatbots query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.Chatbot>>.Success(
            await lists.ReadByKeyAsync(ChatbotsTables.Chatbots, "c.id", query.Ids, chatbot => chatbot.Id, cancellationToken));
}

internal sealed class GetChatbotHandler(PlatformDbContext db) : IQueryHandler<GetChatbot, Views.Chatbot>
{
    public async Task<Result<Views.Chatbot>> Handle(GetChatbot query, CancellationToken cancellationToken) =>
        await db.Chatbots.AsNoTracking().FirstOrDefaultAsync(chatbot => chatbot.Id == query.Id, cancellationToken) is { } found
            ? Views.Chatbot.Of(found)
            : ChatbotsErrors.NotFound;
}

internal sealed class CreateChatbotHandler(PlatformDbContext db, ICaller caller, TimeProvider clock) : ICommandHandler<CreateChatbot, Views.Chatbot>
{
    public async Task<Result<Views.Chatbot>> Handle(CreateChatbot command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var chatbot = Chatbot.Create(caller.WorkspaceId!.Value, command.Settings.Name!, now);
        chatbot.Change(command.Settings, now);
        db.Add(chatbot);
        await db.SaveChangesAsync(cancellationToken);
        return Views.Chatbot.Of(chatbot);
    }
}

internal sealed class UpdateChatbotHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<UpdateChatbot, Views.Chatbot>
{
    public Task<Result<Views.Chatbot>> Handle(UpdateChatbot command, CancellationToken cancellationToken) =>
        db.ChangeAsync(command.Id, chatbot => chatbot.Change(command.Changes, clock.GetUtcNow()), cancellationToken);
}

internal sealed class PauseChatbotHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<PauseChatbot, Views.Chatbot>
{
    public Task<Result<Views.Chatbot>> Handle(PauseChatbot command, CancellationToken cancellationToken) =>
        db.ChangeAsync(command.Id, chatbot => chatbot.Pause(clock.GetUtcNow()), cancellationToken);
}

internal sealed class ResumeChatbotHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<ResumeChatbot, Views.Chatbot>
{
    public Task<Result<Views.Chatbot>> Handle(ResumeChatbot command, CancellationToken cancellationToken) =>
        db.ChangeAsync(command.Id, chatbot => chatbot.Resume(clock.GetUtcNow()), cancellationToken);
}

file static class ChatbotChange
{
    // Only the columns that were changed are written, so two people who change different settings do not undo each other.
    public static async Task<Result<Views.Chatbot>> ChangeAsync(
        this PlatformDbContext db, ChatbotId id, Action<Chatbot> change, CancellationToken cancellationToken)
    {
        var chatbot = await db.Chatbots.FirstOrDefaultAsync(candidate => candidate.Id == id, cancellationToken);
        if (chatbot is null)
        {
            return ChatbotsErrors.NotFound;
        }

        change(chatbot);
        return await db.TrySaveAsync(gone: ChatbotsErrors.NotFound, broken: null, cancellationToken) is { } error
            ? error
            : Views.Chatbot.Of(chatbot);
    }
}
