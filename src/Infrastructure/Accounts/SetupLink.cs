using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>A link with which the first admin is made. Only its token's digest is stored; all links die with their first use.</summary>
internal sealed class SetupLink
{
    public required byte[] TokenDigest { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SetupLinkConfiguration : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> link)
    {
        link.ToTable("setup_links", AccountsModule.Schema);
        link.HasKey(l => l.TokenDigest);
    }
}
