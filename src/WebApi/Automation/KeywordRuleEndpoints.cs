using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.WebApi.OpenApi;
using KeywordRule = SmsPlatform.Application.Automation.Views.KeywordRule;

namespace SmsPlatform.WebApi.Automation;

/// <summary>What chatbots do when a message says certain words.</summary>
internal static class KeywordRuleEndpoints
{
    private const string CreateExample = """
        {
          "chatbotId": "0199d3c2-5e0b-7cc0-8000-000000000000", "name": "Opening hours", "priority": 10,
          "match": "contains", "patterns": ["hours", "open"], "channels": ["sms"],
          "action": "reply", "templateId": "0199d3c2-5e0b-7cc0-8000-000000000001"
        }
        """;

    public static void MapKeywordRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/api/keyword-rules").WithTags("Automation").RequireAuthorization();
        rules.MapGet("", ListAsync).WithSummary("Lists the workspace's rules, or one chatbot's, in the order in which they are asked.");
        rules.MapPost("", CreateAsync).WithSummary("Makes a rule.");
        rules.MapGet("/{id}", GetAsync).WithSummary("Gets one rule.");
        rules.MapPatch("/{id}", UpdateAsync).WithSummary("Changes what is named.");
        rules.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a rule.");
    }

    private static async Task<Results<Ok<PageResponse<KeywordRuleResponse>>, ProblemHttpResult>> ListAsync(
        IMediator mediator, CancellationToken cancellationToken, string? chatbotId = null, string? limit = null, string? after = null)
    {
        var page = Paging.Parse(limit, after);
        var chatbot = Ids.ParseOptional<ChatbotId>(chatbotId, "chatbotId");
        if (page.IsFailure || chatbot.IsFailure)
        {
            return (page.IsFailure ? page.Error : chatbot.Error).ToProblem();
        }

        var request = new ListRequest<KeywordRule>(page.Value, Order: [new OrderKey(nameof(KeywordRule.Priority), Ascending: true)]);
        var listed = await mediator.Send(new ListKeywordRules(request, chatbot.Value), cancellationToken);
        return listed.Match<Results<Ok<PageResponse<KeywordRuleResponse>>, ProblemHttpResult>>(
            rules => TypedResults.Ok(rules.To(KeywordRuleResponse.Of)), error => error.ToProblem());
    }

    [Example(CreateExample)]
    private static async Task<Results<Created<KeywordRuleResponse>, ProblemHttpResult>> CreateAsync(
        KeywordRuleRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(request.ChatbotId ?? "", "chatbotId");
        var settings = request.ToChanges();
        if (chatbot.IsFailure || settings.IsFailure)
        {
            return (chatbot.IsFailure ? chatbot.Error : settings.Error).ToProblem();
        }

        var created = await mediator.Send(new CreateKeywordRule(chatbot.Value, settings.Value), cancellationToken);
        return created.Match<Results<Created<KeywordRuleResponse>, ProblemHttpResult>>(
            rule => TypedResults.Created($"/api/keyword-rules/{rule.Id}", KeywordRuleResponse.Of(rule)), error => error.ToProblem());
    }

    private static async Task<Results<Ok<KeywordRuleResponse>, ProblemHttpResult>> GetAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var rule = Ids.Parse<KeywordRuleId>(id);
        if (rule.IsFailure)
        {
            return rule.Error.ToProblem();
        }

        var found = await mediator.Send(new GetKeywordRules([rule.Value.Value]), cancellationToken);
        return found.Match<Results<Ok<KeywordRuleResponse>, ProblemHttpResult>>(
            rules => rules.TryGetValue(rule.Value.Value, out var row)
                ? TypedResults.Ok(KeywordRuleResponse.Of(row))
                : AutomationErrors.RuleNotFound.ToProblem(),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<KeywordRuleResponse>, ProblemHttpResult>> UpdateAsync(
        string id, KeywordRuleRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var rule = Ids.Parse<KeywordRuleId>(id);
        var changes = request.ToChanges();
        if (rule.IsFailure || changes.IsFailure)
        {
            return (rule.IsFailure ? rule.Error : changes.Error).ToProblem();
        }

        var changed = await mediator.Send(new UpdateKeywordRule(rule.Value, changes.Value), cancellationToken);
        return changed.Match<Results<Ok<KeywordRuleResponse>, ProblemHttpResult>>(
            row => TypedResults.Ok(KeywordRuleResponse.Of(row)), error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var rule = Ids.Parse<KeywordRuleId>(id);
        if (rule.IsFailure)
        {
            return rule.Error.ToProblem();
        }

        var deleted = await mediator.Send(new DeleteKeywordRule(rule.Value), cancellationToken);
        return deleted.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }
}
