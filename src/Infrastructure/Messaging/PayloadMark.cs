using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>The one row that says up to which message payloads were forgotten.</summary>
internal sealed class PayloadMark
{
    public int Id { get; init; }

    public long Seq { get; init; }
}

internal sealed class PayloadMarkConfiguration : IEntityTypeConfiguration<PayloadMark>
{
    public void Configure(EntityTypeBuilder<PayloadMark> mark)
    {
        mark.ToTable("payload_marks", MessagingModule.Schema);
        mark.HasKey(m => m.Id);
        mark.Property(m => m.Id).ValueGeneratedNever();
    }
}
