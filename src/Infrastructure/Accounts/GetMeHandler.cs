using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class GetMeHandler(PlatformDbContext db, ICaller caller) : IQueryHandler<GetMe, Me>
{
    public async Task<Result<Me>> Handle(GetMe query, CancellationToken cancellationToken)
    {
        if (caller is not { UserId: { } userId, WorkspaceId: { } workspaceId })
        {
            return AccountsErrors.NotSignedIn;
        }

        var user = await db.Users
            .Where(user => user.Id == userId.Value)
            .Select(user => new { user.Email, user.IsAdmin, user.CreatedAt })
            .SingleAsync(cancellationToken);
        var memberships = await db.Members
            .Where(member => member.UserId == userId.Value)
            .OrderBy(member => member.CreatedAt).ThenBy(member => member.WorkspaceId)
            .Join(db.Workspaces, member => member.WorkspaceId, workspace => workspace.Id, (member, workspace) =>
                new Membership(workspace.Id, workspace.Name, member.Role))
            .ToListAsync(cancellationToken);
        return new Me(userId, user.Email!, user.IsAdmin, user.CreatedAt, workspaceId, memberships);
    }
}
