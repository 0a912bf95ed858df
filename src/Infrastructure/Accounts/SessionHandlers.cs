using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class ListSessionsHandler(PlatformDbContext db, ICaller caller, TimeProvider clock)
    : IQueryHandler<ListSessions, IReadOnlyList<SessionRow>>
{
    public async Task<Result<IReadOnlyList<SessionRow>>> Handle(ListSessions query, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        var current = caller.SessionId;
        var now = clock.GetUtcNow();

        // A session from before the last change of password is over, though no one has ended it.
        var rows = await db.Set<Session>()
            .Where(session => session.UserId == userId && session.RevokedAt == null && session.ExpiresAt > now)
            .Where(session => db.Users.Any(user => user.Id == userId && user.SecurityStamp == session.SecurityStamp))
            .OrderByDescending(session => session.RenewedAt).ThenBy(session => session.Id)
            .Select(session => new SessionRow(
                session.Id,
                session.Address,
                session.UserAgent,
                session.CreatedAt,
                session.RenewedAt,
                session.ExpiresAt,
                session.Id == current))
            .ToListAsync(cancellationToken);
        return Result<IReadOnlyList<SessionRow>>.Success(rows);
    }
}

internal sealed class RevokeSessionHandler(PlatformDbContext db, ICaller caller, SessionCache cache, TimeProvider clock)
    : ICommandHandler<RevokeSession, Done>
{
    public async Task<Result<Done>> Handle(RevokeSession command, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        DateTimeOffset? now = clock.GetUtcNow();
        var ended = await db.Set<Session>()
            .Where(session => session.Id == command.Id && session.UserId == userId && session.RevokedAt == null)
            .ExecuteUpdateAsync(session => session.SetProperty(s => s.RevokedAt, now), cancellationToken);
        if (ended == 0)
        {
            return AccountsErrors.SessionNotFound;
        }

        cache.Forget(command.Id);
        return Done.Value;
    }
}

internal sealed class RevokeOtherSessionsHandler(UserSessions sessions, ICaller caller) : ICommandHandler<RevokeOtherSessions, int>
{
    public async Task<Result<int>> Handle(RevokeOtherSessions command, CancellationToken cancellationToken) =>
        await sessions.EndAsync(caller.UserId!.Value.Value, caller.SessionId, cancellationToken);
}
