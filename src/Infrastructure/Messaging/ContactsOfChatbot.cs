using Microsoft.EntityFrameworkCore;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>The contacts who talked to one chatbot only; conversations and messages go by their foreign keys.</summary>
internal sealed class ContactsOfChatbot : IGoesWithChatbot
{
    public Task DeleteAsync(PlatformDbContext db, ChatbotId id, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        DELETE FROM messaging.contacts AS contact
        USING messaging.conversations AS own
        WHERE own.contact_id = contact.id AND own.chatbot_id = {id.Value} AND NOT EXISTS (
            SELECT FROM messaging.conversations AS other WHERE other.contact_id = contact.id AND other.chatbot_id <> {id.Value})
        """,
        cancellationToken);
}
