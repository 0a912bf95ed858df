using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>Why a chatbot's webhooks were refused.</summary>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record ListRejections(ChatbotId ChatbotId, KeysetRequest Page) : IQuery<RejectionList>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>Why webhooks were refused, in the whole installation: those that no integration is known for as well.</summary>
[RequiresAdmin]
public sealed record ListAllRejections(KeysetRequest Page) : IQuery<RejectionList>;

/// <param name="LastDay">How many were refused in the last 24 hours, by reason; the flood included, of which not every one is kept.</param>
public sealed record RejectionList(KeysetPage<RejectionRow> Page, IReadOnlyDictionary<string, long> LastDay, bool IsSpiking);

/// <param name="AccountId">What the webhook claims.</param>
/// <param name="TriedUrls">The addresses the signature was checked against, without their queries.</param>
/// <param name="TriedVariants">In how many forms altogether, with and without port and so on.</param>
/// <param name="TriedKeys">Which keys: <c>current</c>, <c>previous</c>.</param>
public sealed record RejectionRow(
    Guid Id,
    ChatbotId? ChatbotId,
    IntegrationId? IntegrationId,
    Channel Channel,
    string Reason,
    string? AccountId,
    string? Address,
    IReadOnlyList<string> TriedUrls,
    int TriedVariants,
    IReadOnlyList<string> TriedKeys,
    Diagnosis Diagnosis,
    DateTimeOffset CreatedAt);
