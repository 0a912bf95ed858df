using SmsPlatform.Application.Automation.Views;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Automation;

/// <summary>A text that a chatbot's rules say, with variables and choices.</summary>
[ObjectType<ReplyTemplate>]
public static partial class ReplyTemplateNode
{
    [NodeResolver]
    public static Task<ReplyTemplate?> GetAsync(Guid id, ReplyTemplateByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Whose it is.</summary>
    [BindMember(nameof(ReplyTemplate.ChatbotId))]
    public static Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(ReplyTemplate.ChatbotId))] ReplyTemplate template, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(template.ChatbotId, cancellationToken);
}
