using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Chatbots;

internal sealed class ChatbotConfiguration : IEntityTypeConfiguration<Chatbot>
{
    public void Configure(EntityTypeBuilder<Chatbot> chatbot)
    {
        chatbot.ToTable("chatbots", "chatbots");
        chatbot.HasKey(c => c.Id);
        chatbot.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
        chatbot.Property(c => c.Name).HasMaxLength(Chatbot.MaxNameLength);
        chatbot.Property(c => c.Instructions).HasMaxLength(Chatbot.MaxInstructionsLength);
        chatbot.Property(c => c.Model).HasMaxLength(Chatbot.MaxModelLength);
        chatbot.Property(c => c.Language).HasMaxLength(Chatbot.MaxLanguageLength);
        chatbot.Property(c => c.Greeting).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.Fallback).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.ClosedText).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.HandoffText).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.OptOutText).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.OptInText).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.HelpText).HasMaxLength(Chatbot.MaxTextLength);
        chatbot.Property(c => c.ConsentWords).AsJson();
        chatbot.Property(c => c.HandoffWords).AsJson();
        chatbot.Property(c => c.BusinessHours).AsJson();
        chatbot.Property(c => c.CreatedAt);

        // Serves the list of a workspace's chatbots, newest first.
        chatbot.HasIndex(c => new { c.WorkspaceId, c.Id });
    }
}
