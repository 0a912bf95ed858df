using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database.RowSecurity;

namespace SmsPlatform.Infrastructure.Chatbots;

/// <inheritdoc cref="IChatbotDirectory"/>
internal sealed class ChatbotDirectory(TenantContexts contexts) : IChatbotDirectory
{
    public async Task<Chatbot?> FindAsync(WorkspaceId workspaceId, ChatbotId id, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(workspaceId);
        return await db.Chatbots.AsNoTracking().FirstOrDefaultAsync(chatbot => chatbot.Id == id, cancellationToken);
    }
}
