using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>An open invitation. Only its token's digest is stored; the row goes when it is accepted or withdrawn.</summary>
internal sealed class Invitation
{
    public const int MaxEmailLength = 254;
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public InvitationId Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public required string Email { get; init; }

    /// <summary>As Identity compares e-mail addresses.</summary>
    public required string NormalizedEmail { get; init; }

    public WorkspaceRole Role { get; init; }

    public required byte[] TokenDigest { get; init; }

    public Guid InvitedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("invitations", AccountsModule.Schema);
        invitation.HasKey(i => i.Id);
        invitation.Property(i => i.Email).HasMaxLength(Invitation.MaxEmailLength);
        invitation.Property(i => i.NormalizedEmail).HasMaxLength(Invitation.MaxEmailLength);
        invitation.HasOne<Workspace>().WithMany().HasForeignKey(i => i.WorkspaceId);
        invitation.HasOne<User>().WithMany().HasForeignKey(i => i.InvitedBy);

        // One open invitation for each person; also serves the list.
        invitation.HasIndex(i => new { i.WorkspaceId, i.NormalizedEmail }).IsUnique();

        // Serves accepting.
        invitation.HasIndex(i => i.TokenDigest).IsUnique();
    }
}
