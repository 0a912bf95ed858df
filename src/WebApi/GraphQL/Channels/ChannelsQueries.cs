using MediatR;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Channels.Views;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using Integration = SmsPlatform.Application.Channels.Views.Integration;

namespace SmsPlatform.WebApi.GraphQL.Channels;

[QueryType]
public static partial class ChannelsQueries
{
    /// <summary>Whether the default Twilio account is configured and reachable, and its balance.</summary>
    public static async Task<TwilioStatus> GetTwilioStatusAsync(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetTwilioStatus(), cancellationToken)).OrThrow();

    /// <summary>The channels a chatbot can be connected to here, with what a person fills in.</summary>
    public static async Task<IReadOnlyList<ChannelDescription>> GetChannelsAsync(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListChannels(), cancellationToken)).OrThrow();

    /// <summary>One integration; null when it is not one of this workspace.</summary>
    public static Task<Integration?> GetIntegrationByIdAsync(
        [ID<Integration>] Guid id, IntegrationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>How to point the provider of a channel at a chatbot, step by step.</summary>
    public static async Task<SetupInstructions> GetSetupInstructionsAsync(
        [ID("Chatbot")] Guid chatbotId, Channel channel, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetSetupInstructions(new ChatbotId(chatbotId), channel, context.Request.Origin()), cancellationToken)).OrThrow();

    /// <summary>Asks an integration's provider what it knows of a phone number, in E.164. For owners; the provider may charge for it.</summary>
    public static async Task<NumberFacts> GetNumberFactsAsync(
        [ID<Integration>] Guid integrationId,
        string number,
        IntegrationByIdLoader loader,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        await loader.LoadAsync(integrationId, cancellationToken) is { } integration
            ? (await mediator.Send(
                new LookUpNumber(new ChatbotId(integration.ChatbotId), new IntegrationId(integrationId), number), cancellationToken)).OrThrow()
            : throw ChannelsErrors.IntegrationNotFound.ToException();

    /// <summary>The workspace's webhooks that were refused, newest first: a sample of each integration, with what would have made them right. For owners.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    public static async Task<Connection<WebhookRejection>> GetWebhookRejectionsAsync(
        PagingArguments paging, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListRejectionsOfWorkspace(ListRequests.Of<WebhookRejection>(paging)), cancellationToken))
            .OrThrow().ToConnection();

    /// <summary>The same of the whole installation: those of every workspace, and those that are no integration's. For admins.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    public static async Task<Connection<WebhookRejection>> GetAllWebhookRejectionsAsync(
        PagingArguments paging, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListAllRejections(ListRequests.Of<WebhookRejection>(paging)), cancellationToken))
            .OrThrow().Page.ToConnection();
}
