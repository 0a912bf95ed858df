using System.Security.Cryptography;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class FindApiKeyHandler(NpgsqlDataSource database, ApiKeyCache cache, ApiKeyThrottle throttle, TimeProvider clock)
    : IQueryHandler<FindApiKey, ApiKeyOwner>
{
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    public async Task<Result<ApiKeyOwner>> Handle(FindApiKey query, CancellationToken cancellationToken)
    {
        var address = ClientAddress.Of(query.Address);
        var isKey = ApiKeyText.TryParse(query.Key, out var id, out var digest);
        if (throttle.WaitOf(address, isKey ? id : null) is { } wait)
        {
            return AccountsErrors.TooManyAttempts(wait);
        }

        var known = isKey ? cache.Find(id) ?? await ReadAsync(id, cancellationToken) : null;
        if (known is null || known.ExpiresAt <= clock.GetUtcNow() || !CryptographicOperations.FixedTimeEquals(known.Digest, digest))
        {
            throttle.Fail(address);
            return AccountsErrors.KeyInvalid;
        }

        if (cache.Find(id) is null)
        {
            await NoteUseAsync(id, cancellationToken);
            throttle.Succeed(address, id);
            cache.Keep(known);
        }

        return known.Owner;
    }

    private async Task<KnownApiKey?> ReadAsync(ApiKeyId id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT digest, workspace_id, scopes, only_chatbot, expires_at FROM accounts.api_keys WHERE id = $1 AND revoked_at IS NULL");
        command.Add(id.Value);
        var found = await command.ReadAllAsync(
            row => new KnownApiKey(
                new ApiKeyOwner(
                    id, WorkspaceId.From(row.GetGuid(1)), ScopeText.Read(row.GetString(2)), row.IsDBNull(3) ? null : row.GetGuid(3)),
                row.GetFieldValue<byte[]>(0),
                row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    // At most once a minute: a busy key must not become a hot row.
    private async Task NoteUseAsync(ApiKeyId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(
            "UPDATE accounts.api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)");
        command.Add(id.Value).Add(now).Add(now - NoteUseEvery);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
