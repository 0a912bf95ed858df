using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class SignOutHandler(PlatformDbContext db, SessionCache cache, TimeProvider clock) : ICommandHandler<SignOut, Done>
{
    public async Task<Result<Done>> Handle(SignOut command, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await db.Set<Session>()
            .Where(session => session.Id == command.SessionId && session.RevokedAt == null)
            .ExecuteUpdateAsync(session => session.SetProperty(s => s.RevokedAt, now), cancellationToken);

        cache.Forget(command.SessionId);
        return Done.Value;
    }
}
