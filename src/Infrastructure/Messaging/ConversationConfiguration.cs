using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> conversation)
    {
        conversation.ToTable("conversations", MessagingModule.Schema);
        conversation.HasKey(c => c.Id);
        conversation.HasOne<Chatbot>().WithMany().HasForeignKey(c => c.ChatbotId);
        conversation.HasOne<Integration>().WithMany().HasForeignKey(c => c.IntegrationId);
        conversation.HasOne<Contact>().WithMany().HasForeignKey(c => c.ContactId);
        conversation.Property(c => c.CreatedAt);

        // The thread's identity: a repeated first message, even on two nodes at once, finds the same one.
        conversation.HasIndex(c => new { c.ChatbotId, c.Channel, c.ContactAddress }).IsUnique();

        // Serves the inbox: a workspace's conversations by their latest message.
        conversation.HasIndex(c => new { c.WorkspaceId, c.LastMessageAt, c.Id });

        // Serves a contact's conversations.
        conversation.HasIndex(c => c.ContactId);

        // Serve the claims of due work. Partial, because nearly every conversation has none.
        conversation.HasIndex(c => c.AnswerDueAt).HasFilter("answer_due_at IS NOT NULL");
        conversation.HasIndex(c => c.DeliveryDueAt).HasFilter("delivery_due_at IS NOT NULL");
    }
}
