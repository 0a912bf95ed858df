using SmsPlatform.Application.Automation.Views;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Automation;

/// <summary>What a chatbot does when a message says certain words.</summary>
[ObjectType<KeywordRule>]
public static partial class KeywordRuleNode
{
    [NodeResolver]
    public static Task<KeywordRule?> GetAsync(Guid id, KeywordRuleByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Whose it is.</summary>
    [BindMember(nameof(KeywordRule.ChatbotId))]
    public static Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(KeywordRule.ChatbotId))] KeywordRule rule, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(rule.ChatbotId, cancellationToken);

    /// <summary>What it says.</summary>
    [BindMember(nameof(KeywordRule.TemplateId))]
    public static async Task<ReplyTemplate?> GetTemplateAsync(
        [Parent(requires: nameof(KeywordRule.TemplateId))] KeywordRule rule, ReplyTemplateByIdLoader loader, CancellationToken cancellationToken) =>
        rule.TemplateId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;

    /// <summary>When it holds; null for always.</summary>
    public static BusinessHours? GetHours([Parent(requires: nameof(KeywordRule.Hours))] KeywordRule rule) => BusinessHours.Of(rule.Hours);
}
