using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

/// <remarks>Rows come from a trigger on messages (its migration), so that whichever statement moves a message, the change is noted with it.</remarks>
internal sealed class StatusChangeConfiguration : IEntityTypeConfiguration<StatusChange>
{
    public void Configure(EntityTypeBuilder<StatusChange> change)
    {
        change.ToTable("status_changes", MessagingModule.Schema);

        // Serves the feed, its replays, and forgetting the oldest.
        change.HasKey(c => c.Seq);
        change.Property(c => c.Seq).ValueGeneratedNever();
        change.HasOne<Message>().WithMany().HasForeignKey(c => c.MessageId).OnDelete(DeleteBehavior.Cascade);
        change.Property(c => c.WorkspaceId);
        change.Property(c => c.Status);
        change.Property(c => c.At);
        change.Property(c => c.Source);
        change.Property(c => c.Attempt);

        // Serves a message's history.
        change.HasIndex(c => new { c.MessageId, c.Seq });
    }
}
