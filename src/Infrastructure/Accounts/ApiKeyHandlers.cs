using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class MakeApiKeyHandler(PlatformDbContext db, Memberships members, ICaller caller, TimeProvider clock)
    : ICommandHandler<MakeApiKey, MadeApiKey>
{
    public async Task<Result<MadeApiKey>> Handle(MakeApiKey command, CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await members.HoldOwnershipAsync(cancellationToken))
        {
            return AccountsErrors.NotAllowed;
        }

        if (command.OnlyChatbot is { } chatbot && !await HasChatbotAsync(workspaceId, chatbot, cancellationToken))
        {
            return AccountsErrors.ChatbotNotFound;
        }

        if (await db.Set<ApiKey>().CountAsync(key => key.RevokedAt == null, cancellationToken) >= MakeApiKey.MaxKeys)
        {
            return AccountsErrors.TooManyApiKeys;
        }

        var now = clock.GetUtcNow();
        var id = ApiKeyId.New(now);
        var (text, digest) = ApiKeyText.New(id);
        var made = new ApiKey
        {
            Id = id,
            WorkspaceId = workspaceId,
            Name = command.Name.Trim(),
            Digest = digest,
            Scopes = command.Scopes,
            OnlyChatbot = command.OnlyChatbot,
            MadeBy = caller.UserId!.Value.Value,
            CreatedAt = now,
            ExpiresAt = command.ExpiresAt?.ToUniversalTime(),
        };
        db.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new MadeApiKey(ListApiKeysHandler.Row(made), text);
    }

    // In SQL, because this module knows nothing of chatbots but that they have a workspace.
    private Task<bool> HasChatbotAsync(WorkspaceId workspaceId, Guid chatbot, CancellationToken cancellationToken) => db.Database
        .SqlQuery<bool>($"""SELECT EXISTS (SELECT FROM chatbots.chatbots WHERE id = {chatbot} AND workspace_id = {workspaceId.Value}) AS "Value" """)
        .SingleAsync(cancellationToken);
}

internal sealed class ListApiKeysHandler(PlatformDbContext db) : IQueryHandler<ListApiKeys, IReadOnlyList<ApiKeyRow>>
{
    public async Task<Result<IReadOnlyList<ApiKeyRow>>> Handle(ListApiKeys query, CancellationToken cancellationToken)
    {
        var keys = await db.Set<ApiKey>()
            .AsNoTracking()
            .Where(key => key.RevokedAt == null)
            .OrderByDescending(key => key.Id)
            .ToListAsync(cancellationToken);
        return Result<IReadOnlyList<ApiKeyRow>>.Success(keys.ConvertAll(Row));
    }

    public static ApiKeyRow Row(ApiKey key) => new(
        key.Id,
        key.Name,
        ApiKeyText.PrefixOf(key.Id),
        key.Scopes,
        key.OnlyChatbot,
        UserId.From(key.MadeBy),
        key.CreatedAt,
        key.ExpiresAt,
        key.LastUsedAt);
}

internal sealed class RevokeApiKeyHandler(PlatformDbContext db, ApiKeyCache cache, TimeProvider clock) : ICommandHandler<RevokeApiKey, Done>
{
    public async Task<Result<Done>> Handle(RevokeApiKey command, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var revoked = await db.Set<ApiKey>()
            .Where(key => key.Id == command.Id && key.RevokedAt == null)
            .ExecuteUpdateAsync(key => key.SetProperty(k => k.RevokedAt, now), cancellationToken);
        cache.Forget(command.Id);
        return revoked > 0 ? Done.Value : AccountsErrors.ApiKeyNotFound;
    }
}
