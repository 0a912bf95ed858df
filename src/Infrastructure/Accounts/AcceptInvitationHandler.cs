using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <remarks>On the platform's connections: whoever accepts is not in the workspace yet.</remarks>
internal sealed class ReadInvitationHandler(IDbContextFactory<PlatformDbContext> contexts, TimeProvider clock)
    : IQueryHandler<ReadInvitation, InvitationOffer>
{
    public async Task<Result<InvitationOffer>> Handle(ReadInvitation query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var offer = await db.OpenInvitations(query.Token, clock.GetUtcNow())
            .Join(db.Workspaces, invitation => invitation.WorkspaceId, workspace => workspace.Id, (invitation, workspace) => new InvitationOffer(
                invitation.Email,
                workspace.Name,
                invitation.Role,
                invitation.ExpiresAt,
                db.Users.Any(user => user.NormalizedEmail == invitation.NormalizedEmail)))
            .SingleOrDefaultAsync(cancellationToken);
        return offer is null ? AccountsErrors.InvitationInvalid : offer;
    }
}

/// <remarks>On the platform's connections, and the user made first: a password that is refused leaves the invitation open.</remarks>
internal sealed class AcceptInvitationHandler(
    IDbContextFactory<PlatformDbContext> contexts, UserFactory users, SessionCache cache, ICaller caller, TimeProvider clock)
    : ICommandHandler<AcceptInvitation, AcceptedInvitation>
{
    public async Task<Result<AcceptedInvitation>> Handle(AcceptInvitation command, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var invitation = await db.OpenInvitations(command.Token, now).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (invitation is null)
        {
            return AccountsErrors.InvitationInvalid;
        }

        var accepting = await FindOrMakeUserAsync(db, invitation, command.Password, cancellationToken);
        if (accepting.IsFailure)
        {
            return accepting.Error;
        }

        var userId = accepting.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Deleting it is what makes it good for one use: of two who accept at once, one finds it gone.
        if (await db.OpenInvitations(command.Token, now).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return AccountsErrors.InvitationInvalid;
        }

        if (!await db.Members.AnyAsync(member => member.WorkspaceId == invitation.WorkspaceId && member.UserId == userId, cancellationToken))
        {
            db.Add(new Member { WorkspaceId = invitation.WorkspaceId, UserId = userId, Role = invitation.Role, CreatedAt = now });
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (caller.SessionId is { } session)
        {
            cache.Forget(session);
        }

        return new AcceptedInvitation(UserId.From(userId), invitation.WorkspaceId, invitation.Role);
    }

    private async Task<Result<Guid>> FindOrMakeUserAsync(
        PlatformDbContext db, Invitation invitation, string? password, CancellationToken cancellationToken)
    {
        var known = await db.Users
            .Where(user => user.NormalizedEmail == invitation.NormalizedEmail)
            .Select(user => (Guid?)user.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (caller.UserId is { } signedIn)
        {
            return signedIn.Value == known ? signedIn.Value : AccountsErrors.InvitationForSomeoneElse;
        }

        if (known is not null)
        {
            return AccountsErrors.SignInToAccept;
        }

        var made = await users.CreateAsync(invitation.Email, password ?? "", isAdmin: false, cancellationToken);
        return made.IsSuccess ? made.Value.Id : made.Error;
    }
}

internal static class InvitationQueries
{
    // Looked up by digest: how long the comparison takes tells nothing about the token.
    public static IQueryable<Invitation> OpenInvitations(this PlatformDbContext db, string token, DateTimeOffset now)
    {
        var digest = SetupToken.Digest(token);
        return db.Set<Invitation>().IgnoreQueryFilters().Where(invitation => invitation.TokenDigest == digest && invitation.ExpiresAt > now);
    }
}
