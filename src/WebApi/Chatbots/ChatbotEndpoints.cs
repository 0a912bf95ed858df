using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.WebApi.OpenApi;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.Chatbots;

/// <summary>The workspace's chatbots.</summary>
internal static class ChatbotEndpoints
{
    private const string CreateExample = """
        {
          "name": "Front desk", "instructions": "You answer for a small hotel.", "greeting": "Hi! How can we help?",
          "handoffWords": ["human", "agent"], "segmentBudget": 6, "language": "en",
          "businessHours": { "timeZone": "Europe/Berlin", "openings": [{ "day": "monday", "from": "09:00", "to": "17:30" }] }
        }
        """;

    public static void MapChatbots(this IEndpointRouteBuilder routes)
    {
        var chatbots = routes.MapGroup("/api/chatbots").WithTags("Chatbots").RequireAuthorization();
        chatbots.MapGet("", ListAsync).WithSummary("Lists the workspace's chatbots, newest first.");
        chatbots.MapPost("", CreateAsync).WithSummary("Makes a chatbot.");
        chatbots.MapGet("/{id}", GetAsync).WithSummary("Gets one chatbot.");
        chatbots.MapPatch("/{id}", UpdateAsync).WithSummary("Changes the settings that are named.");
        chatbots.MapPost("/{id}/pause", PauseAsync).WithSummary("Pauses a chatbot: messages are stored, none is answered.");
        chatbots.MapPost("/{id}/resume", ResumeAsync).WithSummary("Lets a paused chatbot answer again.");
        chatbots.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a chatbot with all its data. `name` is its exact name, to confirm.");
    }

    private static async Task<Results<Ok<PageResponse<ChatbotResponse>>, ProblemHttpResult>> ListAsync(
        IMediator mediator, CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        var page = Paging.Parse(limit, after);
        if (page.IsFailure)
        {
            return page.Error.ToProblem();
        }

        var listed = await mediator.Send(new ListChatbots(new ListRequest<Chatbot>(page.Value)), cancellationToken);
        return listed.Match<Results<Ok<PageResponse<ChatbotResponse>>, ProblemHttpResult>>(
            chatbots => TypedResults.Ok(chatbots.To(ChatbotResponse.Of)),
            error => error.ToProblem());
    }

    [Example(CreateExample)]
    private static async Task<Results<Created<ChatbotResponse>, ProblemHttpResult>> CreateAsync(
        ChatbotRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var settings = request.ToChanges();
        if (settings.IsFailure)
        {
            return settings.Error.ToProblem();
        }

        var created = await mediator.Send(new CreateChatbot(settings.Value), cancellationToken);
        return created.Match<Results<Created<ChatbotResponse>, ProblemHttpResult>>(
            chatbot => TypedResults.Created($"/api/chatbots/{chatbot.Id}", ChatbotResponse.Of(chatbot)),
            error => error.ToProblem());
    }

    private static Task<Results<Ok<ChatbotResponse>, ProblemHttpResult>> GetAsync(
        string id, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(id, chatbot => new GetChatbot(chatbot), mediator, cancellationToken);

    [Example(CreateExample)]
    private static async Task<Results<Ok<ChatbotResponse>, ProblemHttpResult>> UpdateAsync(
        string id, ChatbotRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var changes = request.ToChanges();
        return changes.IsFailure
            ? changes.Error.ToProblem()
            : await SendAsync(id, chatbot => new UpdateChatbot(chatbot, changes.Value), mediator, cancellationToken);
    }

    private static Task<Results<Ok<ChatbotResponse>, ProblemHttpResult>> PauseAsync(
        string id, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(id, chatbot => new PauseChatbot(chatbot), mediator, cancellationToken);

    private static Task<Results<Ok<ChatbotResponse>, ProblemHttpResult>> ResumeAsync(
        string id, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(id, chatbot => new ResumeChatbot(chatbot), mediator, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, IMediator mediator, CancellationToken cancellationToken, string? name = null)
    {
        var chatbot = Ids.Parse<ChatbotId>(id);
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var deleted = await mediator.Send(new DeleteChatbot(chatbot.Value, name ?? ""), cancellationToken);
        return deleted.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }

    private static async Task<Results<Ok<ChatbotResponse>, ProblemHttpResult>> SendAsync(
        string id, Func<ChatbotId, IRequest<Result<Chatbot>>> request, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(id);
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var answered = await mediator.Send(request(chatbot.Value), cancellationToken);
        return answered.Match<Results<Ok<ChatbotResponse>, ProblemHttpResult>>(
            row => TypedResults.Ok(ChatbotResponse.Of(row)),
            error => error.ToProblem());
    }
}
