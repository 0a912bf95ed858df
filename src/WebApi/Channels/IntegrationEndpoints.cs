using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Channels.Views;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.WebApi.OpenApi;
using IntegrationLog = SmsPlatform.Application.Channels.Views.IntegrationLog;

namespace SmsPlatform.WebApi.Channels;

/// <summary>A chatbot's connections to channels.</summary>
internal static class IntegrationEndpoints
{
    private const string SaveExample = """
        {
          "channel": "sms", "enabled": true,
          "fields": { "accountSid": "AC0123456789abcdef0123456789abcdef", "authToken": "…", "phoneNumber": "+15017122661" }
        }
        """;

    private const string TestExample = """
        {
          "ok": false, "result": "broken", "code": "twilio.number_not_found",
          "message": "The number +15017122661 is not in the Twilio account AC0123456789abcdef0123456789abcdef. Enter a number of this account, or the SID and token of the account that owns it.",
          "checks": [{ "name": "account", "ok": true, "message": "The account is active, and the auth token is right." }]
        }
        """;

    public static void MapIntegrations(this IEndpointRouteBuilder routes)
    {
        var integrations = routes.MapGroup("/api/integrations/{chatbotId}").WithTags("Integrations").RequireAuthorization();
        integrations.MapGet("", ListAsync).WithSummary("Lists the chatbot's integrations, and the channels it can be connected to.");
        integrations.MapPost("", SaveAsync).WithSummary("Connects the chatbot to a channel, or changes the connection.");
        integrations.MapGet("/logs", ListLogsAsync).WithSummary("Lists what happened with the chatbot's integrations, newest first.");
        integrations.MapGet("/rejections", ListRejectionsAsync).WithSummary("Tells why webhooks were rejected, and what to change.");
        integrations.MapPost("/{integrationId}/toggle", ToggleAsync).WithSummary("Switches an integration on or off.");
        integrations.MapPost("/{integrationId}/test", TestAsync).WithSummary("Asks the provider whether the connection works.");
        integrations.MapPost("/{integrationId}/webhook", PointAsync).WithSummary("Sets the webhook addresses at the provider to this installation's.");
        integrations.MapGet("/{integrationId}/lookup", LookUpAsync).WithSummary("Asks the provider what it knows of a phone number.");
        integrations.MapDelete("/{integrationId}", DeleteAsync).WithSummary("Deletes an integration and its credentials; conversations stay.");

        var admin = routes.MapGroup("/api/admin/integrations").WithTags("Administration").RequireAuthorization();
        admin.MapPost("/rotate-keys", RotateAsync).WithSummary("Seals all credentials with the current encryption key.");
        admin.MapGet("/rejections", ListAllRejectionsAsync).WithSummary("Tells why webhooks were rejected, in the whole installation.");
    }

    private static async Task<Results<Ok<IntegrationListResponse>, ProblemHttpResult>> ListAsync(
        string chatbotId, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        return chatbot.IsFailure
            ? chatbot.Error.ToProblem()
            : Answer(await mediator.Send(new ListIntegrations(chatbot.Value), cancellationToken), IntegrationListResponse.Of);
    }

    [Example(SaveExample)]
    private static async Task<Results<Ok<IntegrationResponse>, ProblemHttpResult>> SaveAsync(
        string chatbotId, SaveIntegrationRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        if (ChannelNames.Parse(request.Channel) is not { } channel)
        {
            return ChannelsErrors.ChannelUnknown.ToProblem();
        }

        var fields = (request.Fields ?? new Dictionary<string, string?>())
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!);
        return Answer(
            await mediator.Send(new SaveIntegration(chatbot.Value, channel, fields, request.Enabled), cancellationToken), IntegrationResponse.Of);
    }

    private static async Task<Results<Ok<PageResponse<IntegrationLogResponse>>, ProblemHttpResult>> ListLogsAsync(
        string chatbotId,
        IMediator mediator,
        CancellationToken cancellationToken,
        string? integrationId = null,
        string? limit = null,
        string? after = null)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        var page = Paging.Parse(limit, after);
        if (chatbot.IsFailure || page.IsFailure)
        {
            return (chatbot.IsFailure ? chatbot.Error : page.Error).ToProblem();
        }

        IntegrationId? only = null;
        if (!string.IsNullOrEmpty(integrationId))
        {
            var parsed = Ids.Parse<IntegrationId>(integrationId, "integrationId");
            if (parsed.IsFailure)
            {
                return parsed.Error.ToProblem();
            }

            only = parsed.Value;
        }

        return Answer(
            await mediator.Send(new ListIntegrationLogs(chatbot.Value, only, new ListRequest<IntegrationLog>(page.Value)), cancellationToken),
            logs => logs.To(IntegrationLogResponse.Of));
    }

    private static async Task<Results<Ok<RejectionListResponse>, ProblemHttpResult>> ListRejectionsAsync(
        string chatbotId, IMediator mediator, CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        var page = Paging.Parse(limit, after);
        return chatbot.IsFailure || page.IsFailure
            ? (chatbot.IsFailure ? chatbot.Error : page.Error).ToProblem()
            : Answer(await mediator.Send(new ListRejections(chatbot.Value, new ListRequest<WebhookRejection>(page.Value)), cancellationToken), RejectionListResponse.Of);
    }

    private static Task<Results<Ok<IntegrationResponse>, ProblemHttpResult>> ToggleAsync(
        string chatbotId, string integrationId, IMediator mediator, CancellationToken cancellationToken, [FromBody] ToggleRequest? request = null) =>
        SendAsync(
            chatbotId, integrationId, (chatbot, id) => new ToggleIntegration(chatbot, id, request?.Enabled), IntegrationResponse.Of, mediator, cancellationToken);

    [Example(TestExample, 200)]
    private static Task<Results<Ok<ConnectionTestResponse>, ProblemHttpResult>> TestAsync(
        string chatbotId, string integrationId, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(chatbotId, integrationId, (chatbot, id) => new TestIntegration(chatbot, id), ConnectionTestResponse.Of, mediator, cancellationToken);

    private static Task<Results<Ok<ConnectionTestResponse>, ProblemHttpResult>> PointAsync(
        string chatbotId, string integrationId, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(chatbotId, integrationId, (chatbot, id) => new PointWebhooks(chatbot, id), ConnectionTestResponse.Of, mediator, cancellationToken);

    private static Task<Results<Ok<NumberFacts>, ProblemHttpResult>> LookUpAsync(
        string chatbotId, string integrationId, IMediator mediator, CancellationToken cancellationToken, string? number = null) =>
        SendAsync(chatbotId, integrationId, (chatbot, id) => new LookUpNumber(chatbot, id, number ?? ""), facts => facts, mediator, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string chatbotId, string integrationId, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        var integration = Ids.Parse<IntegrationId>(integrationId, "integrationId");
        if (chatbot.IsFailure || integration.IsFailure)
        {
            return (chatbot.IsFailure ? chatbot.Error : integration.Error).ToProblem();
        }

        var deleted = await mediator.Send(new DeleteIntegration(chatbot.Value, integration.Value), cancellationToken);
        return deleted.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }

    private static async Task<Results<Ok<SecretRotation>, ProblemHttpResult>> RotateAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new RotateSecrets(), cancellationToken), rotation => rotation);

    private static async Task<Results<Ok<RejectionListResponse>, ProblemHttpResult>> ListAllRejectionsAsync(
        IMediator mediator, CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        var page = Paging.Parse(limit, after);
        return page.IsFailure
            ? page.Error.ToProblem()
            : Answer(await mediator.Send(new ListAllRejections(new ListRequest<WebhookRejection>(page.Value)), cancellationToken), RejectionListResponse.Of);
    }

    private static async Task<Results<Ok<TResponse>, ProblemHttpResult>> SendAsync<T, TResponse>(
        string chatbotId,
        string integrationId,
        Func<ChatbotId, IntegrationId, IRequest<Result<T>>> request,
        Func<T, TResponse> map,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        var integration = Ids.Parse<IntegrationId>(integrationId, "integrationId");
        return chatbot.IsFailure || integration.IsFailure
            ? (chatbot.IsFailure ? chatbot.Error : integration.Error).ToProblem()
            : Answer(await mediator.Send(request(chatbot.Value, integration.Value), cancellationToken), map);
    }

    private static Results<Ok<TResponse>, ProblemHttpResult> Answer<T, TResponse>(Result<T> result, Func<T, TResponse> map) =>
        result.Match<Results<Ok<TResponse>, ProblemHttpResult>>(value => TypedResults.Ok(map(value)), error => error.ToProblem());
}
