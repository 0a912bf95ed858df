using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class DeliveryAttemptConfiguration : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> attempt)
    {
        attempt.ToTable("delivery_attempts", MessagingModule.Schema);
        attempt.HasKey(a => new { a.MessageId, a.Number });
        attempt.HasOne<Message>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);
        attempt.Property(a => a.WorkspaceId);
        attempt.Property(a => a.StartedAt);
    }
}
