using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <remarks>On the platform's connections: it tells of all workspaces of the caller.</remarks>
internal sealed class GetMeHandler(IDbContextFactory<PlatformDbContext> contexts, ICaller caller) : IQueryHandler<GetMe, Me>
{
    public async Task<Result<Me>> Handle(GetMe query, CancellationToken cancellationToken)
    {
        if (caller is not { UserId: { } userId, WorkspaceId: { } workspaceId })
        {
            return AccountsErrors.NotSignedIn;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users
            .Where(user => user.Id == userId.Value)
            .Select(user => new { user.Email, user.IsAdmin, user.CreatedAt })
            .SingleAsync(cancellationToken);
        var memberships = await db.MembershipsAsync(userId, cancellationToken);
        return new Me(userId, user.Email!, user.IsAdmin, user.CreatedAt, workspaceId, memberships);
    }
}
