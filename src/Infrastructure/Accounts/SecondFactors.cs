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
        db.Set<SecondFactor>().AsNoTracking().SingleOrDefaultAsync(factor => factor.UserId == userId, cancellationToken);

    /// <summary>Stores a new secret, not yet confirmed, in place of another that is not. Null when a second factor is on.</summary>
    public async Task<byte[]?> BeginAsync(Guid userId, CancellationToken cancellationToken)
    {
        var secret = Totp.NewSecret();
        var (keyId, bytes, now) = (secrets.CurrentKeyId, secrets.Seal(userId, Purpose, secret), clock.GetUtcNow());

        // In one statement, so that two at once are one after the other, and one that is being confirmed is not replaced.
        var stored = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO accounts.second_factors AS f (user_id, key_id, sealed_secret, last_step, created_at)
            VALUES ({userId}, {keyId}, {bytes}, 0, {now})
            ON CONFLICT (user_id) DO UPDATE SET
                key_id = excluded.key_id, sealed_secret = excluded.sealed_secret, last_step = 0, created_at = excluded.created_at
            WHERE f.confirmed_at IS NULL
            """,
            cancellationToken);
        return stored > 0 ? secret : null;
    }

    /// <summary>The step that a code of the app is for; null when it is not of this app.</summary>
    public long? StepOf(SecondFactor factor, string code) => Totp.Match(Open(factor), Compact(code), clock.GetUtcNow());

    /// <summary>Turns a second factor on, by the step of its first code. False when it is not as it was looked at.</summary>
    public async Task<bool> ConfirmAsync(SecondFactor factor, long step, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();

        // By the secret itself: since the code was checked another may have been begun, which nobody has proven to have.
        return await db.Set<SecondFactor>()
            .Where(each => each.UserId == factor.UserId && each.ConfirmedAt == null && each.SealedSecret == factor.SealedSecret)
            .ExecuteUpdateAsync(
                each => each.SetProperty(f => f.ConfirmedAt, now).SetProperty(f => f.LastStep, step), cancellationToken) > 0;
    }

    /// <summary>Replaces the recovery codes, and answers the new ones.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var codes = await ReplaceRecoveryCodesAsync(userId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Replaces the recovery codes in the caller's transaction, and answers the new ones.</summary>
    public async Task<IReadOnlyList<string>> ReplaceRecoveryCodesAsync(Guid userId, CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCount).Select(_ => NewRecoveryCode()).ToList();
        await db.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(codes.Select(code => new RecoveryCode { UserId = userId, Digest = Digest(code) }));
        await db.SaveChangesAsync(cancellationToken);
        return codes;
    }

    public async Task RemoveAsync(Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SecondFactor>().Where(factor => factor.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }

    // True when the code is of the app, and was not used before.
    private async Task<bool> UseAsync(SecondFactor factor, string code, CancellationToken cancellationToken)
    {
        var secret = Open(factor);
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

    private async Task<bool> UseRecoveryCodeAsync(Guid userId, string code, CancellationToken cancellationToken)
    {
        var digest = Digest(code);
        return await db.Set<RecoveryCode>()
            .Where(each => each.UserId == userId && each.Digest == digest)
            .ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private byte[] Open(SecondFactor factor) => secrets.TryOpen(factor.UserId, Purpose, factor.KeyId, factor.SealedSecret)
        ?? throw new InvalidOperationException($"The second factor of user {factor.UserId} cannot be opened; its key {factor.KeyId} is missing.");

    // Eighty random bits, so a plain digest is enough to store: "abcd-efgh-ijkl-mnop".
    private static string NewRecoveryCode() =>
        string.Join('-', Totp.Base32(RandomNumberGenerator.GetBytes(RecoveryCodeBytes)).ToLowerInvariant().Chunk(4).Select(part => new string(part)));

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(Compact(code).ToUpperInvariant()));

    // As people type and paste them: with blanks, with or without hyphens.
    private static string Compact(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit));
}
