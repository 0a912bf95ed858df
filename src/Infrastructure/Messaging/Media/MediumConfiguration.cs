using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <remarks>Rows come from a trigger on messages (its migration), so that whichever statement stores a message, its attachments are due.</remarks>
internal sealed class MediumConfiguration : IEntityTypeConfiguration<Medium>
{
    public void Configure(EntityTypeBuilder<Medium> medium)
    {
        medium.ToTable("media", MessagingModule.Schema);
        medium.HasKey(m => new { m.MessageId, m.Ordinal });
        medium.HasOne<Message>().WithMany().HasForeignKey(m => m.MessageId).OnDelete(DeleteBehavior.Cascade);
        medium.Property(m => m.WorkspaceId);
        medium.Property(m => m.IntegrationId);
        medium.Property(m => m.Url);
        medium.Property(m => m.DeclaredType);
        medium.Property(m => m.CreatedAt);

        // Serves the claim. Partial, because nearly all rows are done.
        medium.HasIndex(m => m.DueAt).HasFilter("due_at IS NOT NULL");
    }
}
