using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class InviteMemberHandler(
    PlatformDbContext db, Memberships members, ILookupNormalizer normalizer, ICaller caller, TimeProvider clock)
    : ICommandHandler<InviteMember, MadeInvitation>
{
    public async Task<Result<MadeInvitation>> Handle(InviteMember command, CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;
        var email = normalizer.NormalizeEmail(command.Email)!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await members.HoldOwnershipAsync(cancellationToken))
        {
            return AccountsErrors.NotAllowed;
        }

        var isMember = await db.Members
            .Where(member => member.WorkspaceId == workspaceId)
            .AnyAsync(member => db.Users.Any(user => user.Id == member.UserId && user.NormalizedEmail == email), cancellationToken);
        if (isMember)
        {
            return AccountsErrors.AlreadyMember;
        }

        await db.Set<Invitation>().Where(invitation => invitation.NormalizedEmail == email).ExecuteDeleteAsync(cancellationToken);
        if (await db.Set<Invitation>().CountAsync(cancellationToken) >= InviteMember.MaxOpen)
        {
            return AccountsErrors.TooManyInvitations;
        }

        var now = clock.GetUtcNow();
        var token = SetupToken.New();
        var made = new Invitation
        {
            Id = InvitationId.New(now),
            WorkspaceId = workspaceId,
            Email = command.Email,
            NormalizedEmail = email,
            Role = command.Role,
            TokenDigest = SetupToken.Digest(token),
            InvitedBy = caller.UserId!.Value.Value,
            CreatedAt = now,
            ExpiresAt = now + Invitation.Lifetime,
        };
        db.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new MadeInvitation(new InvitationRow(made.Id, made.Email, made.Role, made.CreatedAt, made.ExpiresAt), token);
    }
}

internal sealed class ListInvitationsHandler(PlatformDbContext db, TimeProvider clock)
    : IQueryHandler<ListInvitations, IReadOnlyList<InvitationRow>>
{
    public async Task<Result<IReadOnlyList<InvitationRow>>> Handle(ListInvitations query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await db.Set<Invitation>()
            .Where(invitation => invitation.ExpiresAt > now)
            .OrderByDescending(invitation => invitation.Id)
            .Select(invitation => new InvitationRow(
                invitation.Id, invitation.Email, invitation.Role, invitation.CreatedAt, invitation.ExpiresAt))
            .ToListAsync(cancellationToken);
        return Result<IReadOnlyList<InvitationRow>>.Success(rows);
    }
}

internal sealed class WithdrawInvitationHandler(PlatformDbContext db) : ICommandHandler<WithdrawInvitation, Done>
{
    public async Task<Result<Done>> Handle(WithdrawInvitation command, CancellationToken cancellationToken) =>
        await db.Set<Invitation>().Where(invitation => invitation.Id == command.Id).ExecuteDeleteAsync(cancellationToken) > 0
            ? Done.Value
            : AccountsErrors.InvitationNotFound;
}
