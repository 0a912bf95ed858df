using SmsPlatform.Application;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Automation.Views;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Lists;

namespace SmsPlatform.Infrastructure.Automation;

internal sealed class ListKeywordRulesHandler(ListReader lists) : IQueryHandler<ListKeywordRules, Page<KeywordRule>>
{
    public Task<Result<Page<KeywordRule>>> Handle(ListKeywordRules query, CancellationToken cancellationToken) =>
        lists.ReadAsync(AutomationTables.Rules, query.Request, cancellationToken, ChatbotScope.Of("r.chatbot_id", query.ChatbotId));
}

internal sealed class GetKeywordRulesHandler(ListReader lists) : IQueryHandler<GetKeywordRules, IReadOnlyDictionary<Guid, KeywordRule>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, KeywordRule>>> Handle(GetKeywordRules query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, KeywordRule>>.Success(
            await lists.ReadByKeyAsync(AutomationTables.Rules, "r.id", query.Ids, rule => rule.Id, cancellationToken));
}

internal sealed class ListReplyTemplatesHandler(ListReader lists) : IQueryHandler<ListReplyTemplates, Page<ReplyTemplate>>
{
    public Task<Result<Page<ReplyTemplate>>> Handle(ListReplyTemplates query, CancellationToken cancellationToken) =>
        lists.ReadAsync(AutomationTables.Templates, query.Request, cancellationToken, ChatbotScope.Of("t.chatbot_id", query.ChatbotId));
}

internal sealed class GetReplyTemplatesHandler(ListReader lists) : IQueryHandler<GetReplyTemplates, IReadOnlyDictionary<Guid, ReplyTemplate>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, ReplyTemplate>>> Handle(GetReplyTemplates query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, ReplyTemplate>>.Success(
            await lists.ReadByKeyAsync(AutomationTables.Templates, "t.id", query.Ids, template => template.Id, cancellationToken));
}

file static class ChatbotScope
{
    public static SqlScope? Of(string column, ChatbotId? chatbotId) => chatbotId is { } id ? new SqlScope(column, id.Value) : null;
}
