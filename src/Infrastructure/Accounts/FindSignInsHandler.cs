using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class FindSignInsHandler(NpgsqlDataSource database, IOptions<AccountsOptions> options, TimeProvider clock)
    : IQueryHandler<FindSignIns, SignIns>
{
    public async Task<Result<SignIns>> Handle(FindSignIns query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sessions = query.Sessions.Count == 0
            ? new Dictionary<Guid, SessionUser>()
            : await database.ReadSessionsAsync([.. query.Sessions], options.Value.RequireTwoFactorForAdmins, now, cancellationToken);
        return new SignIns(sessions, await KeysAsync(query.ApiKeys, now, cancellationToken));
    }

    private async Task<IReadOnlyDictionary<ApiKeyId, ApiKeyOwner>> KeysAsync(
        IReadOnlyCollection<ApiKeyId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<ApiKeyId, ApiKeyOwner>();
        }

        await using var command = database.CreateCommand("""
            SELECT id, workspace_id, scopes, only_chatbot FROM accounts.api_keys
            WHERE id = ANY ($1) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
            """);
        command.Add(ids.Select(id => id.Value).ToArray()).Add(now);
        var found = await command.ReadAllAsync(
            row => new ApiKeyOwner(
                ApiKeyId.From(row.GetGuid(0)),
                WorkspaceId.From(row.GetGuid(1)),
                ScopeText.Read(row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetGuid(3)),
            cancellationToken);
        return found.ToDictionary(key => key.Id);
    }
}
