using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class EnsureAdminHandler(
    PlatformDbContext db,
    FirstWorkspace first,
    UserManager<User> userManager,
    UserFactory users) : ICommandHandler<EnsureAdmin, FirstAdmin>
{
    public async Task<Result<FirstAdmin>> Handle(EnsureAdmin command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await first.LockAsync(cancellationToken);
        var user = await FindOrCreateAsync(command, cancellationToken);
        if (user.IsFailure)
        {
            return user.Error;
        }

        user.Value.IsAdmin = true;
        var workspace = await first.FindOrAddAsync(cancellationToken);
        await first.OwnAsync(workspace, user.Value, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Set<SetupLink>().ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new FirstAdmin(UserId.From(user.Value.Id), workspace.Id);
    }

    private async Task<Result<User>> FindOrCreateAsync(EnsureAdmin command, CancellationToken cancellationToken) =>
        await userManager.FindByEmailAsync(command.Email) is { } found
            ? found
            : await users.CreateAdminAsync(command.Email, command.Password, cancellationToken);
}
