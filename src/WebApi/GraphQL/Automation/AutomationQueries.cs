using MediatR;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Automation.Views;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Automation;

[QueryType]
public static partial class AutomationQueries
{
    /// <summary>The workspace's rules, or one chatbot's, newest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<KeywordRuleFilterInputType>]
    [UseSorting<KeywordRuleSortInputType>]
    public static async Task<Connection<KeywordRule>> GetKeywordRulesAsync(
        [ID<Chatbot>] Guid? chatbotId,
        PagingArguments paging,
        QueryContext<KeywordRule> query,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(new ListKeywordRules(ListRequests.Of(paging, query), Optional(chatbotId)), cancellationToken)).OrThrow().ToConnection();

    /// <summary>One rule; null when it is not one of this workspace.</summary>
    public static Task<KeywordRule?> GetKeywordRuleByIdAsync(
        [ID<KeywordRule>] Guid id, KeywordRuleByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>The workspace's templates, or one chatbot's, newest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<ReplyTemplateFilterInputType>]
    public static async Task<Connection<ReplyTemplate>> GetReplyTemplatesAsync(
        [ID<Chatbot>] Guid? chatbotId,
        PagingArguments paging,
        QueryContext<ReplyTemplate> query,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(new ListReplyTemplates(ListRequests.Of(paging, query), Optional(chatbotId)), cancellationToken)).OrThrow().ToConnection();

    /// <summary>One template; null when it is not one of this workspace.</summary>
    public static Task<ReplyTemplate?> GetReplyTemplateByIdAsync(
        [ID<ReplyTemplate>] Guid id, ReplyTemplateByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>What a template would say, in how many segments, at what price. For owners.</summary>
    /// <param name="contactName">Whom it is said to.</param>
    /// <param name="to">In E.164; for the price.</param>
    public static async Task<ReplyPreview> GetPreviewReplyAsync(
        [ID<Chatbot>] Guid chatbotId,
        string body,
        IReadOnlyList<QuickReplyInput>? quickReplies,
        string? contactName,
        string? to,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(
            new PreviewReply(new ChatbotId(chatbotId), body, QuickReplyInput.Read(quickReplies) ?? [], contactName, to), cancellationToken)).OrThrow();

    private static ChatbotId? Optional(Guid? id) => id is { } value ? new ChatbotId(value) : null;
}

/// <summary>What rules can be filtered by.</summary>
internal sealed class KeywordRuleFilterInputType : FilterInputType<KeywordRule>
{
    protected override void Configure(IFilterInputTypeDescriptor<KeywordRule> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(rule => rule.Name);
        descriptor.Field(rule => rule.IsActive);
        descriptor.Field(rule => rule.Action);
    }
}

/// <summary>What rules can be ordered by.</summary>
internal sealed class KeywordRuleSortInputType : SortInputType<KeywordRule>
{
    protected override void Configure(ISortInputTypeDescriptor<KeywordRule> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(rule => rule.Priority);
    }
}

/// <summary>What templates can be filtered by.</summary>
internal sealed class ReplyTemplateFilterInputType : FilterInputType<ReplyTemplate>
{
    protected override void Configure(IFilterInputTypeDescriptor<ReplyTemplate> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(template => template.Name);
    }
}
