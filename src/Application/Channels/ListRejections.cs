using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>Why a chatbot's webhooks were refused.</summary>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record ListRejections(ChatbotId ChatbotId, ListRequest<Views.WebhookRejection> Request) : IQuery<RejectionList>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>A page of the workspace's refused webhooks, newest first.</summary>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record ListRejectionsOfWorkspace(ListRequest<Views.WebhookRejection> Request)
    : IQuery<Page<Views.WebhookRejection>>, INarrowsToChatbot;

/// <summary>A page of each chatbot's refused webhooks, newest first. Chatbots of other workspaces have none.</summary>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record ListRejectionsOfChatbots(IReadOnlyCollection<Guid> ChatbotIds, ListRequest<Views.WebhookRejection> Request)
    : IQuery<IReadOnlyDictionary<Guid, Page<Views.WebhookRejection>>>, INarrowsToChatbot;

/// <summary>How many of each chatbot's webhooks were refused in the last 24 hours, by reason; the flood included, of which not every one is kept.</summary>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record CountRejections(IReadOnlyCollection<Guid> ChatbotIds) : IQuery<ILookup<Guid, ReasonCount>>, INarrowsToChatbot;

/// <summary>How many webhooks were refused for one reason.</summary>
public sealed record ReasonCount(string Reason, long Count);

/// <summary>Why webhooks were refused, in the whole installation: those that no integration is known for as well.</summary>
[RequiresAdmin]
public sealed record ListAllRejections(ListRequest<Views.WebhookRejection> Request) : IQuery<RejectionList>;

/// <param name="LastDay">How many were refused in the last 24 hours, by reason; the flood included, of which not every one is kept.</param>
public sealed record RejectionList(Page<Views.WebhookRejection> Page, IReadOnlyDictionary<string, long> LastDay, bool IsSpiking);
