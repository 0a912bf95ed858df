using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <inheritdoc cref="IIntegrationDirectory"/>
/// <remarks>
/// Answers from memory for a few seconds, unknown ones included, so that a flood of webhooks, signed or forged, costs no queries.
/// </remarks>
internal sealed partial class IntegrationDirectory(
    IDbContextFactory<PlatformDbContext> contexts, ISecretVault vault, TimeProvider clock, ILogger<IntegrationDirectory> logger)
    : IIntegrationDirectory
{
    private const int MaxEntries = 10_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private ConcurrentDictionary<object, Entry> _entries = new();

    public async ValueTask<ConnectedIntegration?> FindAsync(Channel channel, WebhookAddress address, CancellationToken cancellationToken)
    {
        var ofAccount = await ReadAsync(
            (channel, address.AccountId),
            integrations => integrations.Where(i => i.Channel == channel && i.AccountId == address.AccountId),
            cancellationToken);

        // The address first: a pool's number posts with the pool's id, which need not be one we know.
        return Single(ofAccount, integration => address.Address.Length > 0 && integration.Connection.Address == address.Address)
            ?? Single(ofAccount, integration => address.ServiceId.Length > 0 && integration.Connection.ServiceId == address.ServiceId);
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
        var rows = await narrow(context.Integrations.IgnoreQueryFilters().AsNoTracking())
            .OrderBy(integration => integration.Id)
            .Join(
                context.Chatbots.IgnoreQueryFilters(),
                integration => integration.ChatbotId,
                chatbot => chatbot.Id,
                (integration, chatbot) => new { Integration = integration, chatbot.QuietWindow })
            .ToListAsync(cancellationToken);

        var integrations = rows.ConvertAll(row => Connect(row.Integration, row.QuietWindow));
        if (entries.Count >= MaxEntries)
        {
            entries.Clear();
        }

        entries[key] = new Entry(integrations, now);
        return integrations;
    }

    private ConnectedIntegration Connect(Integration integration, TimeSpan quietWindow)
    {
        var secrets = new Dictionary<string, string>();
        foreach (var secret in integration.Secrets)
        {
            var opened = vault.Open(integration.WorkspaceId, integration.Id, secret);
            if (opened.IsSuccess)
            {
                secrets[secret.Field] = opened.Value;
            }
            else
            {
                // Without it the adapter refuses to verify and to send, which is what should happen.
                LogUnreadable(integration.Id.Value, secret.Field, opened.Error.Code);
            }
        }

        return new ConnectedIntegration(
            integration.Id,
            integration.WorkspaceId,
            integration.ChatbotId,
            integration.Channel,
            integration.IsEnabled,
            integration.Status,
            quietWindow,
            new ChannelConnection(
                integration.Id, integration.AccountId, integration.Address, integration.ServiceId, secrets, new Dictionary<string, string>()));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Credential {Field} of integration {IntegrationId} cannot be read: {Code}")]
    private partial void LogUnreadable(Guid integrationId, string field, string code);

    private sealed record Entry(IReadOnlyList<ConnectedIntegration> Integrations, DateTimeOffset ReadAt);
}
