using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Channels.Views;
using SmsPlatform.WebApi.GraphQL.Channels;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Chatbots;

/// <summary>Answers the messages of its integrations.</summary>
[ObjectType<Chatbot>]
public static partial class ChatbotNode
{
    [NodeResolver]
    public static Task<Chatbot?> GetAsync(Guid id, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>How long a conversation must be quiet before it is answered, so that a burst gets one answer.</summary>
    [BindMember(nameof(Chatbot.QuietWindow))]
    public static double GetQuietWindowSeconds([Parent(requires: nameof(Chatbot.QuietWindow))] Chatbot chatbot) => chatbot.QuietWindow.TotalSeconds;

    /// <summary>How old an automatic answer may get before it is no longer sent.</summary>
    [BindMember(nameof(Chatbot.ReplyTimeToLive))]
    public static double GetReplyTimeToLiveSeconds([Parent(requires: nameof(Chatbot.ReplyTimeToLive))] Chatbot chatbot) =>
        chatbot.ReplyTimeToLive.TotalSeconds;

    /// <summary>How long a conversation that a person took over may be idle before the bot answers again; null for ever.</summary>
    [BindMember(nameof(Chatbot.ReturnToBotAfter))]
    public static double? GetReturnToBotAfterSeconds([Parent(requires: nameof(Chatbot.ReturnToBotAfter))] Chatbot chatbot) =>
        chatbot.ReturnToBotAfter?.TotalSeconds;

    /// <summary>When people are there to take over; null for always.</summary>
    public static BusinessHours? GetBusinessHours([Parent(requires: nameof(Chatbot.BusinessHours))] Chatbot chatbot) =>
        BusinessHours.Of(chatbot.BusinessHours);

    /// <summary>Its connections to channels, at most one of each.</summary>
    public static async Task<IReadOnlyList<Integration>> GetIntegrationsAsync(
        [Parent(requires: nameof(Chatbot.Id))] Chatbot chatbot, IntegrationsByChatbotLoader loader, CancellationToken cancellationToken) =>
        await loader.LoadAsync(chatbot.Id, cancellationToken) ?? [];

    /// <summary>Those of its integrations together.</summary>
    public static async Task<TrafficCounters> GetCountersAsync(
        [Parent(requires: nameof(Chatbot.Id))] Chatbot chatbot, IntegrationsByChatbotLoader loader, CancellationToken cancellationToken) =>
        (await loader.LoadAsync(chatbot.Id, cancellationToken) ?? [])
            .Aggregate(new TrafficCounters(0, 0, 0, 0), (sum, integration) => sum + integration.Counters);

    /// <summary>Its webhooks that were refused, newest first: a sample of each integration. For owners.</summary>
    [UsePaging(MaxPageSize = 100, ConnectionName = "ChatbotWebhookRejections", IncludeTotalCount = false)]
    public static async Task<Connection<WebhookRejection>> GetWebhookRejectionsAsync(
        [Parent(requires: nameof(Chatbot.Id))] Chatbot chatbot,
        PagingArguments paging,
        RejectionsByChatbotLoader loader,
        CancellationToken cancellationToken) =>
        (await loader.With(paging).LoadRequiredAsync(chatbot.Id, cancellationToken)).ToConnection();

    /// <summary>How many of its webhooks were refused in the last 24 hours, by reason; all of them. For owners.</summary>
    public static async Task<IReadOnlyList<ReasonCount>?> GetRejectionsOfLastDayAsync(
        [Parent(requires: nameof(Chatbot.Id))] Chatbot chatbot, RejectionCountsByChatbotLoader loader, CancellationToken cancellationToken) =>
        await loader.LoadAsync(chatbot.Id, cancellationToken) ?? [];
}
