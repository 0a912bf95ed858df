using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class ListRejectionsHandler(PlatformDbContext db, IntegrationDesk desk, TimeProvider clock) : IQueryHandler<ListRejections, RejectionList>
{
    public async Task<Result<RejectionList>> Handle(ListRejections query, CancellationToken cancellationToken)
    {
        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        var page = await db.WebhookRejections.Where(rejection => rejection.ChatbotId == query.ChatbotId).PageAsync(query.Page, cancellationToken);
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
internal sealed class ListAllRejectionsHandler(IDbContextFactory<PlatformDbContext> contexts, TimeProvider clock)
    : IQueryHandler<ListAllRejections, RejectionList>
{
    public async Task<Result<RejectionList>> Handle(ListAllRejections query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await db.WebhookRejections.IgnoreQueryFilters().PageAsync(query.Page, cancellationToken);
        if (page.IsFailure)
        {
            return page.Error;
        }

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

file static class RejectionPages
{
    public static async Task<Result<KeysetPage<RejectionRow>>> PageAsync(
        this IQueryable<WebhookRejection> rejections, KeysetRequest page, CancellationToken cancellationToken)
    {
        var cursor = KeysetCursor.Read(page.After);
        if (cursor.IsFailure)
        {
            return cursor.Error;
        }

        var rows = await rejections.AsNoTracking()
            .Where(rejection => rejection.Id < cursor.Value)
            .OrderByDescending(rejection => rejection.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return KeysetCursor.Cut(rows.ConvertAll(Show), page.Limit, row => row.Id);
    }

    private static RejectionRow Show(WebhookRejection rejection) => new(
        rejection.Id,
        rejection.ChatbotId,
        rejection.IntegrationId,
        rejection.Channel,
        rejection.Reason,
        rejection.AccountId,
        rejection.Address,
        rejection.TriedUrls,
        rejection.TriedVariants,
        rejection.TriedKeys,
        rejection.Diagnosis,
        rejection.CreatedAt);
}
