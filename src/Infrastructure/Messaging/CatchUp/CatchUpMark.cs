using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Messaging.CatchUp;

/// <summary>Up to when an integration's messages are known to be stored, whether or not their webhooks came.</summary>
internal sealed class CatchUpMark
{
    public IntegrationId IntegrationId { get; init; }

    public DateTimeOffset UpTo { get; init; }
}

internal sealed class CatchUpMarkConfiguration : IEntityTypeConfiguration<CatchUpMark>
{
    public void Configure(EntityTypeBuilder<CatchUpMark> mark)
    {
        mark.ToTable("catch_up_marks", MessagingModule.Schema);
        mark.HasKey(m => m.IntegrationId);
        mark.HasOne<Integration>().WithMany().HasForeignKey(m => m.IntegrationId).OnDelete(DeleteBehavior.Cascade);
    }
}
