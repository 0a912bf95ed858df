using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;

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
