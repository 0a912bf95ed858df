using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>One sign-in of one user on one device. Tickets carry its id, so that ending it ends them.</summary>
public sealed class Session
{
    /// <summary>How long a session lives after it began or was last renewed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public const int MaxAddressLength = 64;
    public const int MaxUserAgentLength = 256;

    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>The user's stamp at sign-in; the session is over as soon as the user has another, as after a new password.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Counts renewals. A refresh token carries the number it was made under and is good for one renewal.</summary>
    public int Generation { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset RenewedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public required string Address { get; init; }

    public required string UserAgent { get; init; }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions", AccountsModule.Schema);
        session.HasKey(s => s.Id);
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Address).HasMaxLength(Session.MaxAddressLength);
        session.Property(s => s.UserAgent).HasMaxLength(Session.MaxUserAgentLength);
        session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);

        // Serves the list of a user's sessions, and ending them all.
        session.HasIndex(s => s.UserId);

        // Serves ForgetOldSignIns.
        session.HasIndex(s => s.ExpiresAt);
    }
}
