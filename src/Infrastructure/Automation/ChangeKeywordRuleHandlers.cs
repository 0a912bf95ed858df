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

internal sealed class CreateKeywordRuleHandler(PlatformDbContext db, ICaller caller, TimeProvider clock)
    : ICommandHandler<CreateKeywordRule, Views.KeywordRule>
{
    public async Task<Result<Views.KeywordRule>> Handle(CreateKeywordRule command, CancellationToken cancellationToken)
    {
        if (!await db.Chatbots.AnyAsync(chatbot => chatbot.Id == command.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        if (await db.KeywordRules.CountAsync(rule => rule.ChatbotId == command.ChatbotId, cancellationToken) >= KeywordRule.MaxPerChatbot)
        {
            return AutomationErrors.TooManyRules;
        }

        var created = KeywordRule.Create(caller.WorkspaceId!.Value, command.ChatbotId, command.Settings, clock.GetUtcNow());
        if (created.IsFailure)
        {
            return created.Error;
        }

        if (!await db.HasTemplateAsync(created.Value, cancellationToken))
        {
            return AutomationErrors.TemplateElsewhere;
        }

        db.Add(created.Value);
        return await db.SaveAsync(created.Value, cancellationToken);
    }
}

internal sealed class UpdateKeywordRuleHandler(PlatformDbContext db, ICaller caller, TimeProvider clock)
    : ICommandHandler<UpdateKeywordRule, Views.KeywordRule>
{
    public async Task<Result<Views.KeywordRule>> Handle(UpdateKeywordRule command, CancellationToken cancellationToken)
    {
        if (await db.FindRuleAsync(command.Id, caller, cancellationToken) is not { } rule)
        {
            return AutomationErrors.RuleNotFound;
        }

        var changed = rule.Change(command.Changes, clock.GetUtcNow());
        if (changed.IsFailure)
        {
            return changed.Error;
        }

        if (!await db.HasTemplateAsync(rule, cancellationToken))
        {
            return AutomationErrors.TemplateElsewhere;
        }

        return await db.SaveAsync(rule, cancellationToken);
    }
}

internal sealed class DeleteKeywordRuleHandler(PlatformDbContext db, ICaller caller) : ICommandHandler<DeleteKeywordRule, Views.KeywordRule>
{
    public async Task<Result<Views.KeywordRule>> Handle(DeleteKeywordRule command, CancellationToken cancellationToken)
    {
        if (await db.FindRuleAsync(command.Id, caller, cancellationToken) is not { } rule)
        {
            return AutomationErrors.RuleNotFound;
        }

        db.Remove(rule);
        return await db.SaveAsync(rule, cancellationToken);
    }
}

file static class Rules
{
    public static async Task<KeywordRule?> FindRuleAsync(
        this PlatformDbContext db, KeywordRuleId id, ICaller caller, CancellationToken cancellationToken)
    {
        var rule = await db.KeywordRules.FirstOrDefaultAsync(candidate => candidate.Id == id, cancellationToken);
        return rule is not null && caller.MayTouch(rule.ChatbotId.Value) ? rule : null;
    }

    // What was there when it was looked for may have been deleted since.
    public static async Task<Result<Views.KeywordRule>> SaveAsync(this PlatformDbContext db, KeywordRule rule, CancellationToken cancellationToken)
    {
        if (await db.TrySaveAsync(AutomationErrors.RuleNotFound, AutomationErrors.TemplateElsewhere, cancellationToken) is not { } error)
        {
            return Views.KeywordRule.Of(rule);
        }

        // A chatbot takes its templates along.
        return error == AutomationErrors.TemplateElsewhere && !await db.Chatbots.AnyAsync(chatbot => chatbot.Id == rule.ChatbotId, cancellationToken)
            ? ChatbotsErrors.NotFound
            : error;
    }

    public static async Task<bool> HasTemplateAsync(this PlatformDbContext db, KeywordRule rule, CancellationToken cancellationToken) =>
        rule.TemplateId is not { } id
        || await db.ReplyTemplates.AnyAsync(template => template.Id == id && template.ChatbotId == rule.ChatbotId, cancellationToken);
}
