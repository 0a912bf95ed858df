using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Automation;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using Views = SmsPlatform.Application.Automation.Views;

namespace SmsPlatform.Infrastructure.Automation;

internal sealed class CreateReplyTemplateHandler(PlatformDbContext db, ICaller caller, TimeProvider clock)
    : ICommandHandler<CreateReplyTemplate, Views.ReplyTemplate>
{
    public async Task<Result<Views.ReplyTemplate>> Handle(CreateReplyTemplate command, CancellationToken cancellationToken)
    {
        if (!await db.Chatbots.AnyAsync(chatbot => chatbot.Id == command.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        if (await db.ReplyTemplates.CountAsync(template => template.ChatbotId == command.ChatbotId, cancellationToken) >= ReplyTemplate.MaxPerChatbot)
        {
            return AutomationErrors.TooManyTemplates;
        }

        var template = ReplyTemplate.Create(caller.WorkspaceId!.Value, command.ChatbotId, command.Settings, clock.GetUtcNow());
        db.Add(template);
        return await db.SaveAsync(template, ChatbotsErrors.NotFound, cancellationToken);
    }
}

internal sealed class UpdateReplyTemplateHandler(PlatformDbContext db, ICaller caller, TimeProvider clock)
    : ICommandHandler<UpdateReplyTemplate, Views.ReplyTemplate>
{
    public async Task<Result<Views.ReplyTemplate>> Handle(UpdateReplyTemplate command, CancellationToken cancellationToken)
    {
        var template = await db.ReplyTemplates.FirstOrDefaultAsync(candidate => candidate.Id == command.Id, cancellationToken);
        if (template is null || !caller.MayTouch(template.ChatbotId.Value))
        {
            return AutomationErrors.TemplateNotFound;
        }

        template.Change(command.Changes, clock.GetUtcNow());
        return await db.SaveAsync(template, ChatbotsErrors.NotFound, cancellationToken);
    }
}

internal sealed class DeleteReplyTemplateHandler(PlatformDbContext db, ICaller caller) : ICommandHandler<DeleteReplyTemplate, Views.ReplyTemplate>
{
    public async Task<Result<Views.ReplyTemplate>> Handle(DeleteReplyTemplate command, CancellationToken cancellationToken)
    {
        var template = await db.ReplyTemplates.FirstOrDefaultAsync(candidate => candidate.Id == command.Id, cancellationToken);
        if (template is null || !caller.MayTouch(template.ChatbotId.Value))
        {
            return AutomationErrors.TemplateNotFound;
        }

        if (await db.KeywordRules.AnyAsync(rule => rule.TemplateId == command.Id, cancellationToken))
        {
            return AutomationErrors.TemplateInUse;
        }

        db.Remove(template);
        return await db.SaveAsync(template, AutomationErrors.TemplateInUse, cancellationToken);
    }
}

file static class Templates
{
    /// <param name="broken">Says that what it refers to has gone since it was looked for, or that it is referred to by now.</param>
    public static async Task<Result<Views.ReplyTemplate>> SaveAsync(
        this PlatformDbContext db, ReplyTemplate template, Error broken, CancellationToken cancellationToken) =>
        await db.TrySaveAsync(AutomationErrors.TemplateNotFound, broken, cancellationToken) is { } error
            ? error
            : Views.ReplyTemplate.Of(template);
}
