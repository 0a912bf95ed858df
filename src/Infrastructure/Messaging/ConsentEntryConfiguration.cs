using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class ConsentEntryConfiguration : IEntityTypeConfiguration<ConsentEntry>
{
    public void Configure(EntityTypeBuilder<ConsentEntry> entry)
    {
        entry.ToTable("consent_entries", MessagingModule.Schema);
        entry.HasKey(e => e.Id);
        entry.HasOne<Conversation>().WithMany().HasForeignKey(e => e.ConversationId);
        entry.Property(e => e.Kind);
        entry.Property(e => e.Source).HasMaxLength(32);
        entry.Property(e => e.MessageId);
        entry.Property(e => e.CreatedAt);

        // Serve the ledger of a conversation and of a workspace.
        entry.HasIndex(e => new { e.ConversationId, e.Id });
        entry.HasIndex(e => new { e.WorkspaceId, e.Id });
    }
}
