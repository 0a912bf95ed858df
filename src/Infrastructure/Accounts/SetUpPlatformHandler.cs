using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class SetUpPlatformHandler(
    PlatformDbContext db,
    FirstWorkspace first,
    UserFactory users,
    TimeProvider clock) : ICommandHandler<SetUpPlatform, FirstAdmin>
{
    public async Task<Result<FirstAdmin>> Handle(SetUpPlatform command, CancellationToken cancellationToken)
    {
        // First without the lock, so that strangers with wrong tokens cannot queue up before it.
        if (await RefusalAsync(command, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await first.LockAsync(cancellationToken);
        if (await RefusalAsync(command, cancellationToken) is { } lateRefusal)
        {
            return lateRefusal;
        }

        // A password that is refused rolls all of this back, and the link stays good.
        var user = await users.CreateAdminAsync(command.Email, command.Password, cancellationToken);
        if (user.IsFailure)
        {
            return user.Error;
        }

        var workspace = await first.FindOrAddAsync(cancellationToken);
        workspace.Rename(command.WorkspaceName?.Trim() ?? workspace.Name);
        await first.OwnAsync(workspace, user.Value, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Set<SetupLink>().ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new FirstAdmin(UserId.From(user.Value.Id), workspace.Id);
    }

    private async Task<Error?> RefusalAsync(SetUpPlatform command, CancellationToken cancellationToken)
    {
        // Looked up by digest: how long the comparison takes tells nothing about the token.
        var digest = SetupToken.Digest(command.Token);
        var now = clock.GetUtcNow();
        var isGood = await db.Set<SetupLink>().AnyAsync(link => link.TokenDigest == digest && link.ExpiresAt > now, cancellationToken);

        // The admin second: whoever finds the link gone because it was just used is told so, not that it never was.
        if (await db.Users.AnyAsync(user => user.IsAdmin, cancellationToken))
        {
            return AccountsErrors.AlreadySetUp;
        }

        return isGood ? null : AccountsErrors.SetupTokenInvalid;
    }
}

internal sealed class MakeSetupLinkHandler(PlatformDbContext db, TimeProvider clock) : ICommandHandler<MakeSetupLink, string>
{
    public async Task<Result<string>> Handle(MakeSetupLink command, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(user => user.IsAdmin, cancellationToken))
        {
            return AccountsErrors.AlreadySetUp;
        }

        var token = SetupToken.New();
        db.Add(new SetupLink { TokenDigest = SetupToken.Digest(token), ExpiresAt = clock.GetUtcNow() + SetupToken.Lifetime });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }
}

/// <summary>256 random bits, stored only as a digest.</summary>
internal static class SetupToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private const int Bytes = 32;

    public static string New() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
