using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>
/// Failed sign-ins of one account from one address within the current window; an empty account or address stands for all of them.
/// </summary>
/// <remarks>The account is a digest of the e-mail as typed, so that passwords typed into the wrong field are not kept.</remarks>
internal sealed class SignInCounter
{
    public required byte[] Account { get; init; }

    public required string Address { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset WindowStartedAt { get; init; }

    /// <summary>The last success: the account's owner is known at this address.</summary>
    public DateTimeOffset? SucceededAt { get; init; }
}

internal sealed class SignInCounterConfiguration : IEntityTypeConfiguration<SignInCounter>
{
    public void Configure(EntityTypeBuilder<SignInCounter> counter)
    {
        counter.ToTable("sign_in_counters", AccountsModule.Schema);
        counter.HasKey(c => new { c.Account, c.Address });
        counter.Property(c => c.Address).HasMaxLength(Session.MaxAddressLength);

        // Serves ForgetOldSignIns.
        counter.HasIndex(c => c.WindowStartedAt);
    }
}
