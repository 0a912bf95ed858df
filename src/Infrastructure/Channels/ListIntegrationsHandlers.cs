using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class ListIntegrationsHandler(PlatformDbContext db, IntegrationDesk desk, ICaller caller, TimeProvider clock)
    : IQueryHandler<ListIntegrations, IntegrationList>
{
    public async Task<Result<IntegrationList>> Handle(ListIntegrations query, CancellationToken cancellationToken)
    {
        if (!await desk.HasChatbotAsync(query.ChatbotId, cancellationToken))
        {
            return ChatbotsErrors.NotFound;
        }

        var integrations = await desk.ShowAsync(
            db.IntegrationsOf(caller).Where(integration => integration.ChatbotId == query.ChatbotId), clock.GetUtcNow(), cancellationToken);
        return new IntegrationList(integrations, desk.Channels);
    }
}

internal sealed class ListIntegrationsOfChatbotsHandler(PlatformDbContext db, IntegrationDesk desk, ICaller caller, TimeProvider clock)
    : IQueryHandler<ListIntegrationsOfChatbots, ILookup<Guid, Views.Integration>>
{
    public async Task<Result<ILookup<Guid, Views.Integration>>> Handle(ListIntegrationsOfChatbots query, CancellationToken cancellationToken)
    {
        var chatbots = query.ChatbotIds.Select(ChatbotId.From).ToList();
        var found = await desk.ShowAsync(
            db.IntegrationsOf(caller).Where(integration => chatbots.Contains(integration.ChatbotId)), clock.GetUtcNow(), cancellationToken);
        return Result<ILookup<Guid, Views.Integration>>.Success(found.ToLookup(integration => integration.ChatbotId));
    }
}

internal sealed class GetIntegrationsHandler(PlatformDbContext db, IntegrationDesk desk, ICaller caller, TimeProvider clock)
    : IQueryHandler<GetIntegrations, IReadOnlyDictionary<Guid, Views.Integration>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Integration>>> Handle(GetIntegrations query, CancellationToken cancellationToken)
    {
        var ids = query.Ids.Select(IntegrationId.From).ToList();
        var found = await desk.ShowAsync(
            db.IntegrationsOf(caller).Where(integration => ids.Contains(integration.Id)), clock.GetUtcNow(), cancellationToken);
        return Result<IReadOnlyDictionary<Guid, Views.Integration>>.Success(found.ToDictionary(integration => integration.Id));
    }
}

internal sealed class FindChatbotOfHandler(PlatformDbContext db, ICaller caller) : IQueryHandler<FindChatbotOf, ChatbotId>
{
    public async Task<Result<ChatbotId>> Handle(FindChatbotOf query, CancellationToken cancellationToken)
    {
        var found = await db.IntegrationsOf(caller)
            .Where(integration => integration.Id == query.Id)
            .Select(integration => (ChatbotId?)integration.ChatbotId)
            .FirstOrDefaultAsync(cancellationToken);
        return found is { } chatbot ? chatbot : ChannelsErrors.IntegrationNotFound;
    }
}

internal sealed class ListChannelsHandler(IntegrationDesk desk) : IQueryHandler<ListChannels, IReadOnlyList<ChannelDescription>>
{
    public Task<Result<IReadOnlyList<ChannelDescription>>> Handle(ListChannels query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IReadOnlyList<ChannelDescription>>.Success(desk.Channels));
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

internal sealed class ListLogsOfIntegrationsHandler(ListReader lists)
    : IQueryHandler<ListLogsOfIntegrations, IReadOnlyDictionary<Guid, Page<Views.IntegrationLog>>>
{
    public Task<Result<IReadOnlyDictionary<Guid, Page<Views.IntegrationLog>>>> Handle(
        ListLogsOfIntegrations query, CancellationToken cancellationToken) =>
        lists.ReadByParentAsync(ChannelsTables.Logs, "l.integration_id", query.IntegrationIds, query.Request, cancellationToken);
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

file static class IntegrationQueries
{
    /// <summary>The integrations of the caller's workspace, for a key of one chatbot those of that one.</summary>
    public static IQueryable<Integration> IntegrationsOf(this PlatformDbContext db, ICaller caller)
    {
        var integrations = db.Integrations.AsNoTracking().Where(integration => integration.DeletedAt == null);
        return caller.OnlyChatbot is { } only
            ? integrations.Where(integration => integration.ChatbotId == ChatbotId.From(only))
            : integrations;
    }
}
