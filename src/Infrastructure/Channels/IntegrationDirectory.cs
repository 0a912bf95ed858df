using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <inheritdoc cref="IIntegrationDirectory"/>
/// <remarks>
/// Answers from memory for a few seconds, unknown ones included, so that a flood of webhooks, signed or forged, costs no queries.
/// A change is announced to every node as it is committed (<see cref="IntegrationListener"/>); the seconds are for when that fails.
/// </remarks>
internal sealed class IntegrationDirectory(IDbContextFactory<PlatformDbContext> contexts, IntegrationSecrets secrets, TimeProvider clock)
    : IIntegrationDirectory
{
    private const int MaxEntries = 10_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private ConcurrentDictionary<object, Entry> _entries = new();

    public async ValueTask<IReadOnlyList<ConnectedIntegration>> CandidatesAsync(
        Channel channel, WebhookAddress address, CancellationToken cancellationToken)
    {
        var ofAccount = await ReadAsync(
            (channel, address.AccountId),
            integrations => integrations.Where(i => i.Channel == channel && i.AccountId == address.AccountId),
            cancellationToken);

        // The address first: a pool's number posts with the pool's id, which need not be one we know.
        return ofAccount is [var only] && HasAddress(only, address)
            ? ofAccount
            : [.. ofAccount.Where(i => HasAddress(i, address)), .. ofAccount.Where(i => !HasAddress(i, address) && HasService(i, address))];
    }

    public async ValueTask<ConnectedIntegration?> FindAsync(ChatbotId chatbotId, Channel channel, CancellationToken cancellationToken) =>
        Single(
            await ReadAsync(
                (chatbotId, channel),
                integrations => integrations.Where(i => i.ChatbotId == chatbotId && i.Channel == channel),
                cancellationToken),
            _ => true);

    public async ValueTask<ConnectedIntegration?> FindAsync(IntegrationId id, CancellationToken cancellationToken) =>
        Single(await ReadAsync(id, integrations => integrations.Where(i => i.Id == id), cancellationToken), _ => true);

    public async ValueTask<ConnectedIntegration?> FindDefaultAsync(Channel channel, CancellationToken cancellationToken) =>
        Single(
            await ReadAsync(
                channel,
                integrations => integrations.Where(i => i.IsDefault && i.Channel == channel),
                cancellationToken),
            _ => true);

    public void Invalidate() => _entries = new ConcurrentDictionary<object, Entry>();

    private static bool HasAddress(ConnectedIntegration integration, WebhookAddress address) =>
        address.Address.Length > 0 && integration.Connection.Address == address.Address;

    private static bool HasService(ConnectedIntegration integration, WebhookAddress address) =>
        address.ServiceId.Length > 0 && integration.Connection.ServiceId == address.ServiceId;

    private static ConnectedIntegration? Single(IReadOnlyList<ConnectedIntegration> candidates, Func<ConnectedIntegration, bool> fits)
    {
        foreach (var candidate in candidates)
        {
            if (fits(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private async ValueTask<IReadOnlyList<ConnectedIntegration>> ReadAsync(
        object key, Func<IQueryable<Integration>, IQueryable<Integration>> narrow, CancellationToken cancellationToken)
    {
        var entries = _entries;
        var now = clock.GetUtcNow();
        if (entries.TryGetValue(key, out var known) && now - known.ReadAt < Freshness && now >= known.ReadAt)
        {
            return known.Integrations;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Webhooks and workers belong to no workspace: the row says whose it is.
        var rows = await narrow(context.Integrations.IgnoreQueryFilters().AsNoTracking().Where(integration => integration.DeletedAt == null))
            .OrderBy(integration => integration.Id)
            .Join(
                context.Chatbots.IgnoreQueryFilters(),
                integration => integration.ChatbotId,
                chatbot => chatbot.Id,
                (integration, chatbot) => new { Integration = integration, chatbot.QuietWindow, chatbot.SegmentBudget, chatbot.ConsentWords })
            .ToListAsync(cancellationToken);

        var integrations = rows.ConvertAll(row => Connect(row.Integration, row.QuietWindow, now) with
        {
            SegmentBudget = row.SegmentBudget,
            ConsentWords = OwnConsentWords.Of(row.ConsentWords),
        });
        if (entries.Count >= MaxEntries)
        {
            entries.Clear();
        }

        entries[key] = new Entry(integrations, now);
        return integrations;
    }

    private ConnectedIntegration Connect(Integration integration, TimeSpan quietWindow, DateTimeOffset now) => new(
        integration.Id,
        integration.WorkspaceId,
        integration.ChatbotId,
        integration.Channel,
        integration.IsEnabled,
        integration.Status,
        quietWindow,
        secrets.Connect(integration, now));

    private sealed record Entry(IReadOnlyList<ConnectedIntegration> Integrations, DateTimeOffset ReadAt);
}
