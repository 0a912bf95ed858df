using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Automation;

internal sealed class KeywordRuleConfiguration : IEntityTypeConfiguration<KeywordRule>
{
    public void Configure(EntityTypeBuilder<KeywordRule> rule)
    {
        rule.ToTable("keyword_rules", AutomationModule.Schema);
        rule.HasKey(r => r.Id);
        rule.HasOne<Chatbot>().WithMany().HasForeignKey(r => r.ChatbotId);

        // Checked at the end of the statement, so that a chatbot takes both along.
        rule.HasOne<ReplyTemplate>().WithMany().HasForeignKey(r => r.TemplateId).OnDelete(DeleteBehavior.NoAction);
        rule.Property(r => r.WorkspaceId);
        rule.Property(r => r.Name).HasMaxLength(KeywordRule.MaxNameLength);
        rule.Property(r => r.Tag).HasMaxLength(KeywordRule.MaxTagLength);
        rule.Property(r => r.Patterns).AsJson();
        rule.Property(r => r.Hours).AsJson();
        rule.Property(r => r.Channels).HasConversion(
            channels => channels.Select(EnumText<Channel>.Text).ToArray(),
            texts => texts.Select(EnumText<Channel>.Value).ToList(),
            new ValueComparer<IReadOnlyList<Channel>>(
                (a, b) => a!.SequenceEqual(b!), channels => channels.Count, channels => channels));
        rule.Property(r => r.CreatedAt);

        // Serves the answer step: a chatbot's rules in their order. And the lists.
        rule.HasIndex(r => new { r.ChatbotId, r.Priority, r.Id });
        rule.HasIndex(r => new { r.WorkspaceId, r.Id });
    }
}

internal sealed class ReplyTemplateConfiguration : IEntityTypeConfiguration<ReplyTemplate>
{
    public void Configure(EntityTypeBuilder<ReplyTemplate> template)
    {
        template.ToTable("reply_templates", AutomationModule.Schema);
        template.HasKey(t => t.Id);
        template.HasOne<Chatbot>().WithMany().HasForeignKey(t => t.ChatbotId);
        template.Property(t => t.WorkspaceId);
        template.Property(t => t.Name).HasMaxLength(ReplyTemplate.MaxNameLength);
        template.Property(t => t.Body).HasMaxLength(ReplyTemplate.MaxBodyLength);
        template.Property(t => t.QuickReplies).AsJson();
        template.Property(t => t.CreatedAt);

        // Serve the lists of a chatbot and of a workspace.
        template.HasIndex(t => new { t.ChatbotId, t.Id });
        template.HasIndex(t => new { t.WorkspaceId, t.Id });
    }
}
