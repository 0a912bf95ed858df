using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <inheritdoc cref="IKnowledge"/>
internal sealed class KnowledgeBase : IKnowledge
{
    public Task<Retrieval> RetrieveAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string question, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Retrieval.Nothing);
}
