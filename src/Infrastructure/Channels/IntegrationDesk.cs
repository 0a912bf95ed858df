using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using Views = SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>What the commands on integrations share: finding one for a change, writing its log, showing it.</summary>
internal sealed class IntegrationDesk(
    PlatformDbContext db,
    IEnumerable<IChannelSetup> setups,
    IOptionsMonitor<PublicAddressOptions> address,
    ICaller caller,
    TimeProvider clock)
{
    /// <summary>This installation's public address; null while none is configured.</summary>
    public string? Origin => address.CurrentValue.AsConfigured;

    public IReadOnlyList<ChannelDescription> Channels =>
        [.. setups.OrderBy(setup => setup.Kind).Select(setup => new ChannelDescription(setup.Kind, setup.Name, setup.Fields, setup.Limits))];

    public IChannelSetup? SetupOf(Channel channel) => setups.FirstOrDefault(setup => setup.Kind == channel);

    public ChannelAddresses? AddressesOf(Integration integration) =>
        Origin is { } origin ? SetupOf(integration.Channel)?.AddressesFor(integration.ChatbotId, origin) : null;

    public Task<bool> HasChatbotAsync(ChatbotId id, CancellationToken cancellationToken) =>
        db.Chatbots.AnyAsync(chatbot => chatbot.Id == id, cancellationToken);

    public async Task<Result<Integration>> FindAsync(ChatbotId chatbotId, IntegrationId id, CancellationToken cancellationToken) =>
        await db.Integrations.AsNoTracking().FirstOrDefaultAsync(
            integration => integration.Id == id && integration.ChatbotId == chatbotId && integration.DeletedAt == null, cancellationToken) is { } found
            ? found
            : ChannelsErrors.IntegrationNotFound;

    /// <summary>Locks the row, so that what others write meanwhile is not lost. Within a transaction.</summary>
    public async Task<Result<Integration>> LockAsync(ChatbotId chatbotId, IntegrationId id, CancellationToken cancellationToken) =>
        await db.Integrations
            .FromSql($"SELECT * FROM channels.integrations WHERE id = {id.Value} AND workspace_id = {db.WorkspaceId.Value} FOR UPDATE")
            .FirstOrDefaultAsync(integration => integration.ChatbotId == chatbotId && integration.DeletedAt == null, cancellationToken) is { } found
            ? found
            : ChannelsErrors.IntegrationNotFound;

    public void Log(Integration integration, IntegrationEvent happened, string? code = null, string? message = null) =>
        db.Add(IntegrationLog.Write(integration, happened, caller.UserId, clock.GetUtcNow(), code, message));

    /// <summary>Shows integrations in the order they were made, and which of them are spiking.</summary>
    public async Task<IReadOnlyList<Views.Integration>> ShowAsync(
        IQueryable<Integration> integrations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await integrations.OrderBy(integration => integration.Id).ToListAsync(cancellationToken);
        var spiking = await db.FindSpikingAsync([.. found.Select(integration => integration.Id.Value)], now, cancellationToken);
        return found.ConvertAll(integration => Show(integration, spiking.Contains(integration.Id.Value)));
    }

    public Views.Integration Show(Integration integration, bool isSpiking)
    {
        var fields = SetupOf(integration.Channel)?.Fields ?? [];
        return new Views.Integration
        {
            Id = integration.Id.Value,
            ChatbotId = integration.ChatbotId.Value,
            Channel = integration.Channel,
            Status = integration.Status,
            IsEnabled = integration.IsEnabled,
            IsDefault = integration.IsDefault,
            Settings = [.. fields.Where(field => !field.IsSecret).Select(field => new Views.IntegrationSetting(field.Name, ValueOf(integration, field)))],
            Credentials = [.. fields.Where(field => field.IsSecret).Select(field => CredentialOf(integration, field.Name))],
            WebhookUrl = AddressesOf(integration)?.Webhook,
            LastError = integration.LastError,
            LastUsedAt = integration.LastUsedAt,
            Counters = new Views.TrafficCounters(
                integration.ReceivedCount, integration.SentCount, integration.FailedCount, integration.RejectedCount),
            IsSpiking = isSpiking,
            CreatedAt = integration.CreatedAt,
            UpdatedAt = integration.UpdatedAt,
        };
    }

    public static string ValueOf(Integration integration, CredentialField field) => field.Kind switch
    {
        CredentialKind.Account => integration.AccountId,
        CredentialKind.Address => integration.Address,
        CredentialKind.Service => integration.ServiceId,
        CredentialKind.Setting => integration.Settings.GetValueOrDefault(field.Name, ""),
        _ => throw new InvalidOperationException($"{field.Name} is a secret."),
    };

    private Views.Credential CredentialOf(Integration integration, string field)
    {
        var secret = integration.Secrets.FirstOrDefault(secret => secret.Field == field);
        var previous = integration.RetiredSecrets.FirstOrDefault(retired => retired.Secret.Field == field && retired.AcceptedUntil > clock.GetUtcNow());
        return new Views.Credential(field, secret is not null, secret?.Last4, secret?.UpdatedAt, previous?.AcceptedUntil);
    }
}
