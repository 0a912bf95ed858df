using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

/// <remarks>Rows come from a trigger on conversations (its migration), as those of <see cref="StatusChangeConfiguration"/> from one on messages.</remarks>
internal sealed class ConversationChangeConfiguration : IEntityTypeConfiguration<ConversationChange>
{
    public void Configure(EntityTypeBuilder<ConversationChange> change)
    {
        change.ToTable("conversation_changes", MessagingModule.Schema);

        // Serves the feed, and forgetting the oldest.
        change.HasKey(c => c.Seq);
        change.Property(c => c.Seq).ValueGeneratedNever();
        change.Property(c => c.WorkspaceId);
        change.Property(c => c.ConversationId);
        change.Property(c => c.At);
    }
}
