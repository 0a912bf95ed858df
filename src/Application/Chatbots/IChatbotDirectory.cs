using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots;

/// <summary>Finds chatbots as they are set now, for those who act in no one's name.</summary>
public interface IChatbotDirectory
{
    /// <returns>Not to be changed; null when the workspace has no such chatbot.</returns>
    Task<Chatbot?> FindAsync(WorkspaceId workspaceId, ChatbotId id, CancellationToken cancellationToken);
}
