using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class ListRejectionsHandler(PlatformDbContext db, ListReader lists, IntegrationDesk desk, TimeProvider clock)
    : IQueryHandler<ListRejections, RejectionList>
{
    public async Task<Result<RejectionList>> Handle(ListRejections query, CancellationToken cancellationToken)
    {
        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        var page = await lists.ReadAsync(
            ChannelsTables.Rejections, query.Request, cancellationToken, new SqlScope("r.chatbot_id", query.ChatbotId.Value));
        if (page.IsFailure)
        {
            return page.Error;
        }

        var now = clock.GetUtcNow();
        var ids = await db.Integrations.Where(integration => integration.ChatbotId == query.ChatbotId)
            .Select(integration => integration.Id)
            .ToListAsync(cancellationToken);
        Guid[] integrations = [.. ids.Select(id => id.Value)];
        var counts = await db.RejectionCounts
            .Where(count => integrations.Contains(count.IntegrationId) && count.Bucket > now.AddDays(-1))
            .GroupBy(count => count.Reason)
            .Select(group => new { Reason = group.Key, Count = group.Sum(count => count.Count) })
            .ToDictionaryAsync(pair => pair.Reason, pair => pair.Count, cancellationToken);
        var spiking = await db.FindSpikingAsync(integrations, now, cancellationToken);
        return new RejectionList(page.Value, counts, spiking.Count > 0);
    }
}

/// <remarks>On the platform's connections: an admin sees those of every workspace, and those of none.</remarks>
internal sealed class ListAllRejectionsHandler(IDbContextFactory<PlatformDbContext> contexts, ListReader lists, TimeProvider clock)
    : IQueryHandler<ListAllRejections, RejectionList>
{
    public async Task<Result<RejectionList>> Handle(ListAllRejections query, CancellationToken cancellationToken)
    {
        var page = await lists.ReadAsync(ChannelsTables.AllRejections, query.Request, cancellationToken);
        if (page.IsFailure)
        {
            return page.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var counts = await db.RejectionCounts
            .Where(count => count.Bucket > now.AddDays(-1))
            .GroupBy(count => count.Reason)
            .Select(group => new { Reason = group.Key, Count = group.Sum(count => count.Count) })
            .ToDictionaryAsync(pair => pair.Reason, pair => pair.Count, cancellationToken);
        var active = await db.RejectionCounts.Where(count => count.Bucket > now.AddMinutes(-10))
            .Select(count => count.IntegrationId)
            .Distinct()
            .ToArrayAsync(cancellationToken);
        var spiking = await db.FindSpikingAsync(active, now, cancellationToken);
        return new RejectionList(page.Value, counts, spiking.Count > 0);
    }
}

internal sealed class ListRejectionsOfWorkspaceHandler(ListReader lists) : IQueryHandler<ListRejectionsOfWorkspace, Page<Views.WebhookRejection>>
{
    public Task<Result<Page<Views.WebhookRejection>>> Handle(ListRejectionsOfWorkspace query, CancellationToken cancellationToken) =>
        lists.ReadAsync(ChannelsTables.Rejections, query.Request, cancellationToken);
}

internal sealed class ListRejectionsOfChatbotsHandler(ListReader lists)
    : IQueryHandler<ListRejectionsOfChatbots, IReadOnlyDictionary<Guid, Page<Views.WebhookRejection>>>
{
    public Task<Result<IReadOnlyDictionary<Guid, Page<Views.WebhookRejection>>>> Handle(
        ListRejectionsOfChatbots query, CancellationToken cancellationToken) =>
        lists.ReadByParentAsync(ChannelsTables.Rejections, "r.chatbot_id", query.ChatbotIds, query.Request, cancellationToken);
}

internal sealed class CountRejectionsHandler(NpgsqlDataSource database, ICaller caller, TimeProvider clock)
    : IQueryHandler<CountRejections, ILookup<Guid, ReasonCount>>
{
    public async Task<Result<ILookup<Guid, ReasonCount>>> Handle(
        CountRejections query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT i.chatbot_id, n.reason, sum(n.count)::bigint
            FROM channels.integrations AS i
            JOIN channels.rejection_counts AS n ON n.integration_id = i.id
            WHERE i.chatbot_id = ANY ($1) AND i.workspace_id = $2 AND ($3 IS NULL OR i.chatbot_id = $3) AND n.bucket > $4
            GROUP BY i.chatbot_id, n.reason
            ORDER BY n.reason
            """);
        command.Add(query.ChatbotIds.ToArray())
            .Add(caller.WorkspaceId?.Value ?? Guid.Empty)
            .AddNullable(caller.OnlyChatbot)
            .Add(clock.GetUtcNow().AddDays(-1));
        var counts = await command.ReadAllAsync(
            row => (ChatbotId: row.GetGuid(0), Count: new ReasonCount(row.GetString(1), row.GetInt64(2))), cancellationToken);
        return Result<ILookup<Guid, ReasonCount>>.Success(counts.ToLookup(row => row.ChatbotId, row => row.Count));
    }
}
