using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class FindSessionHandler(
    NpgsqlDataSource database, SessionCache cache, IOptions<AccountsOptions> options, TimeProvider clock) : IQueryHandler<FindSession, SessionUser>
{
    public async Task<Result<SessionUser>> Handle(FindSession query, CancellationToken cancellationToken)
    {
        if (cache.Find(query.SessionId) is { } known)
        {
            return known;
        }

        var found = await database.ReadSessionsAsync(
            [query.SessionId], options.Value.RequireTwoFactorForAdmins, clock.GetUtcNow(), cancellationToken);
        if (!found.TryGetValue(query.SessionId, out var user))
        {
            return AccountsErrors.SessionOver;
        }

        cache.Keep(query.SessionId, user);
        return user;
    }
}
