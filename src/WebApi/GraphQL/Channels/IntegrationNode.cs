using SmsPlatform.Application.Accounts.Views;
using SmsPlatform.Application.Channels.Views;
using SmsPlatform.WebApi.GraphQL.Accounts;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Channels;

/// <summary>A chatbot's connection to one channel. Never with a secret in it.</summary>
[ObjectType<Integration>]
public static partial class IntegrationNode
{
    [NodeResolver]
    public static Task<Integration?> GetAsync(Guid id, IntegrationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Whose connection it is.</summary>
    [BindMember(nameof(Integration.ChatbotId))]
    public static Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(Integration.ChatbotId))] Integration integration, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(integration.ChatbotId, cancellationToken);

    /// <summary>What happened with it, newest first.</summary>
    [UsePaging(MaxPageSize = 100, ConnectionName = "IntegrationLogs", IncludeTotalCount = false)]
    public static async Task<Connection<IntegrationLog>> GetLogsAsync(
        [Parent(requires: nameof(Integration.Id))] Integration integration,
        PagingArguments paging,
        LogsByIntegrationLoader loader,
        CancellationToken cancellationToken) =>
        (await loader.With(paging).LoadRequiredAsync(integration.Id, cancellationToken)).ToConnection();
}

/// <summary>One thing that happened with an integration.</summary>
[ObjectType<IntegrationLog>]
public static partial class IntegrationLogNode
{
    [ID<IntegrationLog>]
    public static Guid GetId([Parent(requires: nameof(IntegrationLog.Id))] IntegrationLog log) => log.Id;

    /// <summary>With what; null when it was deleted.</summary>
    [BindMember(nameof(IntegrationLog.IntegrationId))]
    public static Task<Integration?> GetIntegrationAsync(
        [Parent(requires: nameof(IntegrationLog.IntegrationId))] IntegrationLog log,
        IntegrationByIdLoader loader,
        CancellationToken cancellationToken) =>
        loader.LoadAsync(log.IntegrationId, cancellationToken);

    /// <summary>Who did it; null for the platform itself, for API keys, and for those who left.</summary>
    [BindMember(nameof(IntegrationLog.UserId))]
    public static async Task<User?> GetUserAsync(
        [Parent(requires: nameof(IntegrationLog.UserId))] IntegrationLog log, UserByIdLoader loader, CancellationToken cancellationToken) =>
        log.UserId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;
}

/// <summary>A webhook that was refused, and what would have made it right: no body, no secret, no query.</summary>
[ObjectType<WebhookRejection>]
public static partial class WebhookRejectionNode
{
    [ID<WebhookRejection>]
    public static Guid GetId([Parent(requires: nameof(WebhookRejection.Id))] WebhookRejection rejection) => rejection.Id;

    /// <summary>Null when it is not known whose it is, or not of this workspace.</summary>
    [BindMember(nameof(WebhookRejection.ChatbotId))]
    public static async Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(WebhookRejection.ChatbotId))] WebhookRejection rejection, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        rejection.ChatbotId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;

    /// <summary>Null when it is not known whose it is, or not of this workspace.</summary>
    [BindMember(nameof(WebhookRejection.IntegrationId))]
    public static async Task<Integration?> GetIntegrationAsync(
        [Parent(requires: nameof(WebhookRejection.IntegrationId))] WebhookRejection rejection,
        IntegrationByIdLoader loader,
        CancellationToken cancellationToken) =>
        rejection.IntegrationId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;
}
