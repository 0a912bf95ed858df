using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Checks the codes of users who have a second factor. Each code is good once.</summary>
internal sealed class SecondFactors(PlatformDbContext db, UserSecrets secrets, TimeProvider clock)
{
    private const string Purpose = "totp";
    private const int RecoveryCodeCount = 10;
    private const int RecoveryCodeBytes = 10;

    /// <summary>Null when the user may go on: the code is good, or there is no second factor.</summary>
    public async Task<Error?> CheckAsync(Guid userId, string? code, CancellationToken cancellationToken)
    {
        var factor = await FindAsync(userId, cancellationToken);
        if (factor?.ConfirmedAt is null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(code))
        {
            return AccountsErrors.TwoFactorRequired;
        }

        var isGood = Totp.LooksLikeCode(Compact(code))
            ? await UseAsync(factor, Compact(code), cancellationToken)
            : await UseRecoveryCodeAsync(userId, code, cancellationToken);
        return isGood ? null : AccountsErrors.TwoFactorInvalid;
    }

    public Task<SecondFactor?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Set<SecondFactor>().SingleOrDefaultAsync(factor => factor.UserId == userId, cancellationToken);

    /// <summary>Stores a new secret, not yet confirmed.</summary>
    public async Task<byte[]> BeginAsync(Guid userId, CancellationToken cancellationToken)
    {
        var secret = Totp.NewSecret();
        await db.Set<SecondFactor>().Where(factor => factor.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.ChangeTracker.Clear();
        db.Add(new SecondFactor
        {
            UserId = userId,
            KeyId = secrets.CurrentKeyId,
            SealedSecret = secrets.Seal(userId, Purpose, secret),
            CreatedAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>True when the code is of the app, and was not used before.</summary>
    public async Task<bool> UseAsync(SecondFactor factor, string code, CancellationToken cancellationToken)
    {
        var secret = secrets.TryOpen(factor.UserId, Purpose, factor.KeyId, factor.SealedSecret)
            ?? throw new InvalidOperationException($"The second factor of user {factor.UserId} cannot be opened; its key {factor.KeyId} is missing.");
        if (Totp.Match(secret, Compact(code), clock.GetUtcNow()) is not { } step)
        {
            return false;
        }

        // In one statement, so that of two uses of one code the second finds it used. Sealed anew, so that a former key is
        // needed no longer than until everyone has signed in once.
        var (keyId, bytes) = (secrets.CurrentKeyId, secrets.Seal(factor.UserId, Purpose, secret));
        return await db.Set<SecondFactor>()
            .Where(each => each.UserId == factor.UserId && each.LastStep < step)
            .ExecuteUpdateAsync(
                each => each.SetProperty(f => f.LastStep, step).SetProperty(f => f.KeyId, keyId).SetProperty(f => f.SealedSecret, bytes),
                cancellationToken) > 0;
    }

    /// <summary>Replaces the recovery codes, and answers the new ones.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Guid userId, CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCount).Select(_ => NewRecoveryCode()).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(codes.Select(code => new RecoveryCode { UserId = userId, Digest = Digest(code) }));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    public async Task RemoveAsync(Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SecondFactor>().Where(factor => factor.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<bool> UseRecoveryCodeAsync(Guid userId, string code, CancellationToken cancellationToken)
    {
        var digest = Digest(code);
        return await db.Set<RecoveryCode>()
            .Where(each => each.UserId == userId && each.Digest == digest)
            .ExecuteDeleteAsync(cancellationToken) > 0;
    }

    // Eighty random bits, so a plain digest is enough to store: "abcd-efgh-ijkl-mnop".
    private static string NewRecoveryCode() =>
        string.Join('-', Totp.Base32(RandomNumberGenerator.GetBytes(RecoveryCodeBytes)).ToLowerInvariant().Chunk(4).Select(part => new string(part)));

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(Compact(code).ToUpperInvariant()));

    // As people type and paste them: with blanks, with or without hyphens.
    private static string Compact(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit));
}
