using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>A user's authenticator app. It counts once a code of it was confirmed.</summary>
internal sealed class SecondFactor
{
    public Guid UserId { get; init; }

    /// <summary>Names the key that sealed the secret.</summary>
    public required string KeyId { get; set; }

    public required byte[] SealedSecret { get; set; }

    /// <summary>The step of the last code that was used; no code of it or before it is good again.</summary>
    public long LastStep { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }
}

/// <summary>A code for whoever lost the app, good once. Only its digest is stored.</summary>
internal sealed class RecoveryCode
{
    public Guid UserId { get; init; }

    public required byte[] Digest { get; init; }
}

internal sealed class SecondFactorConfiguration : IEntityTypeConfiguration<SecondFactor>
{
    private const int MaxKeyIdLength = 64;

    public void Configure(EntityTypeBuilder<SecondFactor> factor)
    {
        factor.ToTable("second_factors", AccountsModule.Schema);
        factor.HasKey(f => f.UserId);
        factor.Property(f => f.KeyId).HasMaxLength(MaxKeyIdLength);
        factor.HasOne<User>().WithOne().HasForeignKey<SecondFactor>(f => f.UserId);
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("recovery_codes", AccountsModule.Schema);
        code.HasKey(c => new { c.UserId, c.Digest });
        code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
    }
}
