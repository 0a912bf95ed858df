using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class ListMembersHandler(PlatformDbContext db, ICaller caller) : IQueryHandler<ListMembers, IReadOnlyList<MemberRow>>
{
    public async Task<Result<IReadOnlyList<MemberRow>>> Handle(ListMembers query, CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;
        var members = await db.Members
            .Where(member => member.WorkspaceId == workspaceId)
            .OrderBy(member => member.CreatedAt).ThenBy(member => member.UserId)
            .Join(db.Users, member => member.UserId, user => user.Id, (member, user) => new MemberRow(
                new UserId(user.Id),
                user.Email!,
                member.Role,
                db.Set<SecondFactor>().Any(factor => factor.UserId == user.Id && factor.ConfirmedAt != null),
                member.CreatedAt))
            .ToListAsync(cancellationToken);
        return Result<IReadOnlyList<MemberRow>>.Success(members);
    }
}

internal sealed class ChangeMemberRoleHandler(Memberships members) : ICommandHandler<ChangeMemberRole, Done>
{
    public Task<Result<Done>> Handle(ChangeMemberRole command, CancellationToken cancellationToken) =>
        members.ChangeAsync(command.UserId, command.Role, cancellationToken);
}

internal sealed class RemoveMemberHandler(Memberships members, ICaller caller) : ICommandHandler<RemoveMember, Done>
{
    public async Task<Result<Done>> Handle(RemoveMember command, CancellationToken cancellationToken) =>
        caller.Role == WorkspaceRole.Owner || caller.UserId == command.UserId
            ? await members.ChangeAsync(command.UserId, role: null, cancellationToken)
            : AccountsErrors.NotAllowed;
}
