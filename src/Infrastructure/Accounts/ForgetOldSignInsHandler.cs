using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class ForgetOldSignInsHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<ForgetOldSignIns, int>
{
    // Ended sessions stay for a while, for whoever asks who was signed in.
    private static readonly TimeSpan KeepSessions = TimeSpan.FromDays(30);

    public async Task<Result<int>> Handle(ForgetOldSignIns command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sessionsBefore = now - KeepSessions;
        var windowsBefore = now - SignInThrottle.Window;
        var knownBefore = now - SignInThrottle.KnownFor;

        var sessions = await db.Set<Session>().Where(session => session.ExpiresAt < sessionsBefore).ExecuteDeleteAsync(cancellationToken);
        var links = await db.Set<SetupLink>().Where(link => link.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        var counters = await db.Set<SignInCounter>()
            .Where(counter => counter.WindowStartedAt < windowsBefore && (counter.SucceededAt == null || counter.SucceededAt < knownBefore))
            .ExecuteDeleteAsync(cancellationToken);
        var invitations = await db.Set<Invitation>().IgnoreQueryFilters()
            .Where(invitation => invitation.ExpiresAt < now)
            .ExecuteDeleteAsync(cancellationToken);
        return sessions + links + counters + invitations;
    }
}
