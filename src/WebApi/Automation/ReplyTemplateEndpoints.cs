using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.WebApi.OpenApi;
using ReplyTemplate = SmsPlatform.Application.Automation.Views.ReplyTemplate;

namespace SmsPlatform.WebApi.Automation;

/// <summary>What chatbots' rules say.</summary>
internal static class ReplyTemplateEndpoints
{
    private const string CreateExample = """
        {
          "chatbotId": "0199d3c2-5e0b-7cc0-8000-000000000000", "name": "Welcome",
          "body": "Hi {{contact.name|there}}, this is {{chatbot.name}}. How can we help?",
          "quickReplies": [{ "label": "Opening hours" }, { "label": "Prices", "text": "What does it cost?" }]
        }
        """;

    private const string PreviewExample = """
        {
          "chatbotId": "0199d3c2-5e0b-7cc0-8000-000000000000", "body": "Hi {{contact.name|there}}!",
          "quickReplies": [{ "label": "Opening hours" }], "contactName": "Ada", "to": "+14155550123"
        }
        """;

    public static void MapReplyTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/reply-templates").WithTags("Automation").RequireAuthorization();
        templates.MapGet("", ListAsync).WithSummary("Lists the workspace's templates, or one chatbot's, newest first.");
        templates.MapPost("", CreateAsync).WithSummary("Makes a template.");
        templates.MapPost("/preview", PreviewAsync).WithSummary("Shows what a template would say, in how many segments, at what price.");
        templates.MapGet("/{id}", GetAsync).WithSummary("Gets one template.");
        templates.MapPatch("/{id}", UpdateAsync).WithSummary("Changes what is named.");
        templates.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a template that no rule says.");
    }

    private static async Task<Results<Ok<PageResponse<ReplyTemplateResponse>>, ProblemHttpResult>> ListAsync(
        IMediator mediator, CancellationToken cancellationToken, string? chatbotId = null, string? limit = null, string? after = null)
    {
        var page = Paging.Parse(limit, after);
        var chatbot = Ids.ParseOptional<ChatbotId>(chatbotId, "chatbotId");
        if (page.IsFailure || chatbot.IsFailure)
        {
            return (page.IsFailure ? page.Error : chatbot.Error).ToProblem();
        }

        var listed = await mediator.Send(new ListReplyTemplates(new ListRequest<ReplyTemplate>(page.Value), chatbot.Value), cancellationToken);
        return listed.Match<Results<Ok<PageResponse<ReplyTemplateResponse>>, ProblemHttpResult>>(
            templates => TypedResults.Ok(templates.To(ReplyTemplateResponse.Of)), error => error.ToProblem());
    }

    [Example(CreateExample)]
    private static async Task<Results<Created<ReplyTemplateResponse>, ProblemHttpResult>> CreateAsync(
        ReplyTemplateRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(request.ChatbotId ?? "", "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var created = await mediator.Send(new CreateReplyTemplate(chatbot.Value, request.ToChanges()), cancellationToken);
        return created.Match<Results<Created<ReplyTemplateResponse>, ProblemHttpResult>>(
            template => TypedResults.Created($"/api/reply-templates/{template.Id}", ReplyTemplateResponse.Of(template)),
            error => error.ToProblem());
    }

    [Example(PreviewExample)]
    private static async Task<Results<Ok<ReplyPreview>, ProblemHttpResult>> PreviewAsync(
        PreviewRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(request.ChatbotId ?? "", "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var query = new PreviewReply(chatbot.Value, request.Body ?? "", QuickReplyModel.Read(request.QuickReplies) ?? [], request.ContactName, request.To);
        var shown = await mediator.Send(query, cancellationToken);
        return shown.Match<Results<Ok<ReplyPreview>, ProblemHttpResult>>(preview => TypedResults.Ok(preview), error => error.ToProblem());
    }

    private static async Task<Results<Ok<ReplyTemplateResponse>, ProblemHttpResult>> GetAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var template = Ids.Parse<ReplyTemplateId>(id);
        if (template.IsFailure)
        {
            return template.Error.ToProblem();
        }

        var found = await mediator.Send(new GetReplyTemplates([template.Value.Value]), cancellationToken);
        return found.Match<Results<Ok<ReplyTemplateResponse>, ProblemHttpResult>>(
            templates => templates.TryGetValue(template.Value.Value, out var row)
                ? TypedResults.Ok(ReplyTemplateResponse.Of(row))
                : AutomationErrors.TemplateNotFound.ToProblem(),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<ReplyTemplateResponse>, ProblemHttpResult>> UpdateAsync(
        string id, ReplyTemplateRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var template = Ids.Parse<ReplyTemplateId>(id);
        if (template.IsFailure)
        {
            return template.Error.ToProblem();
        }

        var changed = await mediator.Send(new UpdateReplyTemplate(template.Value, request.ToChanges()), cancellationToken);
        return changed.Match<Results<Ok<ReplyTemplateResponse>, ProblemHttpResult>>(
            row => TypedResults.Ok(ReplyTemplateResponse.Of(row)), error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var template = Ids.Parse<ReplyTemplateId>(id);
        if (template.IsFailure)
        {
            return template.Error.ToProblem();
        }

        var deleted = await mediator.Send(new DeleteReplyTemplate(template.Value), cancellationToken);
        return deleted.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }
}
