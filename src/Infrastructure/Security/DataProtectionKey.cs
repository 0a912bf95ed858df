using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Infrastructure.Accounts;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>A key of ASP.NET Core's data protection, which all nodes share. Its XML is sealed with the installation's key.</summary>
internal sealed class DataProtectionKey
{
    public const int MaxNameLength = 200;

    public Guid Id { get; init; }

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.ToTable("data_protection_keys", AccountsModule.Schema);
        key.HasKey(k => k.Id);
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.FriendlyName).HasMaxLength(DataProtectionKey.MaxNameLength);
    }
}
