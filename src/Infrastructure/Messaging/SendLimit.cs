using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>The bucket of a sender, or of an account as a whole.</summary>
/// <remarks>
/// By workspace, so that nobody can use up another one's tokens by writing down its numbers. The table is not logged: what a crash
/// of the server forgets is made anew, and a message's ticket that means nothing any more is drawn again.
/// </remarks>
internal sealed class SendLimit
{
    public WorkspaceId WorkspaceId { get; init; }

    public required string Account { get; init; }

    /// <summary>Empty for the account as a whole.</summary>
    public required string Sender { get; init; }

    /// <summary>When there is a token again. May be ahead of the clock by what the bucket gives in advance.</summary>
    public DateTimeOffset FreeAt { get; init; }

    /// <summary>A call is under way, of a sender that has one at a time; until then at most.</summary>
    public DateTimeOffset? BusyUntil { get; init; }

    /// <summary>Tokens promised so far: the next ticket.</summary>
    public long Issued { get; init; }

    /// <summary>Tickets below this had their turn.</summary>
    public long Served { get; init; }
}

internal sealed class SendLimitConfiguration : IEntityTypeConfiguration<SendLimit>
{
    public void Configure(EntityTypeBuilder<SendLimit> limit)
    {
        limit.ToTable("send_limits", MessagingModule.Schema);
        limit.HasKey(l => new { l.WorkspaceId, l.Account, l.Sender });
        limit.Property(l => l.Account).HasMaxLength(100);
        limit.Property(l => l.Sender).HasMaxLength(100);
    }
}
