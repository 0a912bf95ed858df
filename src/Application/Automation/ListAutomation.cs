using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Automation;

/// <summary>A page of the workspace's rules.</summary>
/// <param name="ChatbotId">Only this chatbot's; null for those of all.</param>
public sealed record ListKeywordRules(ListRequest<Views.KeywordRule> Request, ChatbotId? ChatbotId = null)
    : IQuery<Page<Views.KeywordRule>>, INarrowsToChatbot;

/// <summary>Rules by id; those of other workspaces are not in the answer.</summary>
public sealed record GetKeywordRules(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.KeywordRule>>, INarrowsToChatbot;

/// <summary>A page of the workspace's templates.</summary>
/// <param name="ChatbotId">Only this chatbot's; null for those of all.</param>
public sealed record ListReplyTemplates(ListRequest<Views.ReplyTemplate> Request, ChatbotId? ChatbotId = null)
    : IQuery<Page<Views.ReplyTemplate>>, INarrowsToChatbot;

/// <summary>Templates by id; those of other workspaces are not in the answer.</summary>
public sealed record GetReplyTemplates(IReadOnlyCollection<Guid> Ids)
    : IQuery<IReadOnlyDictionary<Guid, Views.ReplyTemplate>>, INarrowsToChatbot;
