using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application.Automation;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database.RowSecurity;

namespace SmsPlatform.Infrastructure.Automation;

/// <inheritdoc cref="IRuleBook"/>
internal sealed class RuleBook(TenantContexts contexts) : IRuleBook
{
    public async Task<IReadOnlyList<RuleEntry>> ReadAsync(WorkspaceId workspaceId, ChatbotId chatbotId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(workspaceId);
        return await db.KeywordRules.AsNoTracking()
            .Where(rule => rule.ChatbotId == chatbotId && rule.IsActive)
            .OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id)
            .LeftJoin(db.ReplyTemplates, rule => rule.TemplateId, template => (ReplyTemplateId?)template.Id, (rule, template) => new RuleEntry(rule, template))
            .ToListAsync(cancellationToken);
    }
}
