using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Channels.Views;

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

internal sealed class ListIntegrationLogsHandler(ListReader lists, IntegrationDesk desk)
    : IQueryHandler<ListIntegrationLogs, Page<Views.IntegrationLog>>
{
    public async Task<Result<Page<Views.IntegrationLog>>> Handle(ListIntegrationLogs query, CancellationToken cancellationToken)
    {
        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        var ofIntegration = query.IntegrationId is { } id ? new SqlScope("l.integration_id", id.Value) : null;
        return await lists.ReadAsync(
            ChannelsTables.Logs, query.Request, cancellationToken, new SqlScope("l.chatbot_id", query.ChatbotId.Value, ofIntegration));
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
