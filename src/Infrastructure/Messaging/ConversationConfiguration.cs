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
        conversation.Property(c => c.WorkspaceId);
        conversation.Property(c => c.CreatedAt);
        conversation.Property(c => c.ReadCount).HasDefaultValue(0L);

        // The thread's identity: a repeated first message, even on two nodes at once, finds the same one.
        conversation.HasIndex(c => new { c.ChatbotId, c.Channel, c.ContactAddress }).IsUnique();

        // Serves a contact's conversations.
        conversation.HasIndex(c => c.ContactId);

        // Serve the inbox limited to an address, a mode or a channel, where these are few. A conversation is hardly ever written.
        conversation.HasIndex(c => new { c.WorkspaceId, c.ContactAddress });
        conversation.HasIndex(c => new { c.WorkspaceId, c.Mode });
        conversation.HasIndex(c => new { c.WorkspaceId, c.Channel });

        // Serves the inbox of one member, and taking a member out of the workspace. Partial, because most are nobody's.
        conversation.HasIndex(c => new { c.WorkspaceId, c.AssignedTo }).HasFilter("assigned_to IS NOT NULL");

        // Serves the return of idle conversations to the bot.
        conversation.HasIndex(c => c.ChatbotId, "ix_conversations_human").HasFilter("mode = 'human'");
    }
}

internal sealed class ConversationActivityConfiguration : IEntityTypeConfiguration<ConversationActivity>
{
    public void Configure(EntityTypeBuilder<ConversationActivity> activity)
    {
        // No foreign key: the trigger on conversations takes it along, and the conversation's messages after it.
        // Room on each page for the next version of a row, which is never far away.
        activity.ToTable("conversation_activity", MessagingModule.Schema).HasStorageParameter("fillfactor", 70);
        activity.HasKey(a => a.ConversationId);
        activity.Property(a => a.WorkspaceId);
        activity.Property(a => a.OurAddress);

        // Each of these is written with every message, so there is none that a query could do without.
        // Serves the inbox: a workspace's conversations by their latest message.
        activity.HasIndex(a => new { a.WorkspaceId, a.LastMessageAt, a.ConversationId }, "ix_conversation_activity_last_message");

        // Serve the claims of due work. Partial, because nearly every conversation has none.
        activity.HasIndex(a => a.AnswerDueAt).HasFilter("answer_due_at IS NOT NULL");
        activity.HasIndex(a => a.DeliveryDueAt).HasFilter("delivery_due_at IS NOT NULL");
    }
}
