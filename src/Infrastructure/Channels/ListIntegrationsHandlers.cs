using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class ListIntegrationsHandler(PlatformDbContext db, IntegrationDesk desk, TimeProvider clock)
    : IQueryHandler<ListIntegrations, IntegrationList>
{
    public async Task<Result<IntegrationList>> Handle(ListIntegrations query, CancellationToken cancellationToken)
    {
        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        var integrations = await db.Integrations.AsNoTracking()
            .Where(integration => integration.ChatbotId == query.ChatbotId && integration.DeletedAt == null)
            .OrderBy(integration => integration.Id)
            .ToListAsync(cancellationToken);
        var spiking = await db.FindSpikingAsync([.. integrations.Select(integration => integration.Id.Value)], clock.GetUtcNow(), cancellationToken);
        return new IntegrationList(
            integrations.ConvertAll(integration => desk.Show(integration, spiking.Contains(integration.Id.Value))),
            [.. desk.Setups.OrderBy(setup => setup.Kind).Select(setup => new ChannelRow(setup.Kind, setup.Name, setup.Fields, setup.Limits))]);
    }
}

internal sealed class ListIntegrationLogsHandler(PlatformDbContext db, IntegrationDesk desk)
    : IQueryHandler<ListIntegrationLogs, KeysetPage<IntegrationLogRow>>
{
    public async Task<Result<KeysetPage<IntegrationLogRow>>> Handle(ListIntegrationLogs query, CancellationToken cancellationToken)
    {
        var cursor = KeysetCursor.Read(query.Page.After);
        if (cursor.IsFailure)
        {
            return cursor.Error;
        }

        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        var logs = db.IntegrationLogs.AsNoTracking().Where(log => log.ChatbotId == query.ChatbotId && log.Id < cursor.Value);
        if (query.IntegrationId is { } integrationId)
        {
            logs = logs.Where(log => log.IntegrationId == integrationId);
        }

        var rows = await logs.OrderByDescending(log => log.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return KeysetCursor.Cut(
            rows.ConvertAll(log => new IntegrationLogRow(
                log.Id, log.IntegrationId, log.Channel, log.Event, log.Code, log.Message, log.UserId?.Value, log.CreatedAt)),
            query.Page.Limit,
            log => log.Id);
    }
}

internal sealed class GetSetupInstructionsHandler(IntegrationDesk desk) : IQueryHandler<GetSetupInstructions, SetupInstructions>
{
    private const string NotConfigured =
        "PublicBaseUrl is not set, so these addresses are those of the page you asked from. Set it to the https address under which the provider reaches this installation.";

    private const string NotSecure = "The public address is not https. Providers post to https addresses only, but for tests on one's own machine.";

    public async Task<Result<SetupInstructions>> Handle(GetSetupInstructions query, CancellationToken cancellationToken)
    {
        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        if (desk.SetupOf(query.Channel) is not { } setup)
        {
            return ChannelsErrors.ChannelUnknown;
        }

        var origin = desk.Origin ?? query.Origin;
        var addresses = setup.AddressesFor(query.ChatbotId, origin);
        return new SetupInstructions(
            query.Channel,
            setup.Name,
            addresses,
            setup.Instructions(addresses),
            setup.Fields,
            desk.Origin is null ? NotConfigured : origin.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? null : NotSecure);
    }
}
