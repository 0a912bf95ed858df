using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.WebApi.OpenApi;
using Message = SmsPlatform.Application.Messaging.Views.Message;

namespace SmsPlatform.WebApi.Messaging;

/// <summary>What became of messages, and what can be done about those that did not arrive.</summary>
internal static class DeliveryEndpoints
{
    private const string TimelineExample = """
        {
          "entries": [
            {
              "messageId": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d", "at": "2026-11-21T09:30:00Z", "kind": "reported", "status": "undelivered",
              "attempt": 1, "code": "30003",
              "reason": "The provider reported that it did not reach the recipient. The phone is switched off or out of reach.", "externalId": null
            }
          ]
        }
        """;

    private const string DeadLettersExample = """
        {
          "items": [
            {
              "id": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d", "channel": "sms", "status": "undelivered", "from": "+15017122661",
              "to": "+15558675310", "body": "Your table is ready.", "errorCode": "30003",
              "errorMessage": "The phone is switched off or out of reach.", "messageSid": "SM00000000000000000000000000000002",
              "chatId": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5c", "createdAt": "2026-11-21T09:30:00Z"
            }
          ],
          "next": null
        }
        """;

    private const string RequeueExample = """{ "statuses": ["undelivered"], "codes": ["30003"], "since": "2026-11-21T00:00:00Z", "limit": 100 }""";

    private const string RequeuedExample = """
        {
          "ids": ["019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d"],
          "refused": [
            {
              "id": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5e", "code": "message.opted_out",
              "reason": "The contact has opted out and must not be written to."
            }
          ],
          "next": null
        }
        """;

    private static readonly Error BadTime = Error.Validation("time.invalid", "A time looks like 2026-11-21T09:30:00Z.");

    private static readonly Error BadStatus = Error.Validation("status.not_dead", "Dead letters are failed, undelivered or expired.", "statuses");

    private static readonly Error IdsAndFilter =
        Error.Validation("requeue.ids_and_filter", "Name messages or a filter, not both.", "ids");

    public static void MapDelivery(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/messages").WithTags("Delivery").RequireAuthorization();
        messages.MapGet("/{id}/timeline", TimelineAsync).WithSummary("Tells what happened to a message, oldest first, and why.");
        messages.MapPost("/{id}/retry", RetryAsync).WithSummary("Sends a message that was given up again.");
        var letters = routes.MapGroup("/api/dead-letters").WithTags("Delivery").RequireAuthorization();
        letters.MapGet("", ListAsync).WithSummary("Lists messages that failed, expired or did not reach their recipient, newest first.");
        letters.MapPost("/requeue", RequeueAsync)
            .WithSummary("Sends a batch of dead letters again: those named by ids, or the oldest that a filter finds.");
        routes.MapGet("/api/delivery/state", StateAsync).WithTags("Delivery").RequireAuthorization()
            .WithSummary("Tells what waits to be sent, for how long, and whether that is too long.");
    }

    [Example(TimelineExample, 200)]
    private static async Task<Results<Ok<TimelineResponse>, ProblemHttpResult>> TimelineAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var message = Ids.Parse<MessageId>(id);
        if (message.IsFailure)
        {
            return message.Error.ToProblem();
        }

        var timelines = await mediator.Send(new ListTimelines([message.Value.Value]), cancellationToken);
        if (timelines.IsFailure)
        {
            return timelines.Error.ToProblem();
        }

        // Every message has at least one entry: that it was stored, or queued.
        var entries = timelines.Value[message.Value.Value].Select(TimelineEntryResponse.Of).ToList();
        return entries.Count > 0 ? TypedResults.Ok(new TimelineResponse(entries)) : MessagingErrors.NotFound(message.Value).ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var message = Ids.Parse<MessageId>(id);
        if (message.IsFailure)
        {
            return message.Error.ToProblem();
        }

        var retried = await mediator.Send(new RetryMessage(message.Value), cancellationToken);
        return retried.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }

    [Example(DeadLettersExample, 200)]
    private static async Task<Results<Ok<PageResponse<DeadLetterResponse>>, ProblemHttpResult>> ListAsync(
        IMediator mediator,
        CancellationToken cancellationToken,
        string? chatbotId = null,
        string? status = null,
        string? code = null,
        string? since = null,
        string? until = null,
        string? limit = null,
        string? after = null)
    {
        var page = Paging.Parse(limit, after);
        var filter = Filter(chatbotId, Listed(status), Listed(code), since, until);
        if (page.IsFailure || filter.IsFailure)
        {
            return (page.IsFailure ? page.Error : filter.Error).ToProblem();
        }

        var listed = await mediator.Send(new ListDeadLetters(filter.Value, new ListRequest<Message>(page.Value)), cancellationToken);
        return listed.Match<Results<Ok<PageResponse<DeadLetterResponse>>, ProblemHttpResult>>(
            found => TypedResults.Ok(found.To(DeadLetterResponse.Of)),
            error => error.ToProblem());
    }

    [Example(RequeueExample)]
    [Example(RequeuedExample, 200)]
    private static async Task<Results<Ok<RequeuedResponse>, ProblemHttpResult>> RequeueAsync(
        RequeueRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var command = Command(request);
        if (command.IsFailure)
        {
            return command.Error.ToProblem();
        }

        var requeued = await mediator.Send(command.Value, cancellationToken);
        return requeued.Match<Results<Ok<RequeuedResponse>, ProblemHttpResult>>(
            done => TypedResults.Ok(RequeuedResponse.Of(done)),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<DeliveryState>, ProblemHttpResult>> StateAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var state = await mediator.Send(new GetDeliveryState(), cancellationToken);
        return state.Match<Results<Ok<DeliveryState>, ProblemHttpResult>>(found => TypedResults.Ok(found), error => error.ToProblem());
    }

    private static Result<IRequest<Result<Requeued>>> Command(RequeueRequest request)
    {
        var isFiltered = request is not { ChatbotId: null, Statuses: null, Codes: null, Since: null, Until: null, After: null };
        if (request.Ids is { } texts)
        {
            if (isFiltered)
            {
                return IdsAndFilter;
            }

            var ids = texts.Select(text => Ids.Parse<MessageId>(text ?? "", "ids")).ToList();
            return ids.Any(id => id.IsFailure)
                ? ids.First(id => id.IsFailure).Error
                : Result<IRequest<Result<Requeued>>>.Success(new RequeueMessages([.. ids.Select(id => id.Value)]));
        }

        var filter = Filter(request.ChatbotId, request.Statuses, request.Codes, request.Since, request.Until);
        return filter.IsFailure
            ? filter.Error
            : Result<IRequest<Result<Requeued>>>.Success(
                new RequeueDeadLetters(filter.Value, request.Limit ?? RequeueMessages.MaxIds, request.After));
    }

    private static Result<DeadLetterFilter> Filter(
        string? chatbotId, IReadOnlyList<string?>? statuses, IReadOnlyList<string?>? codes, string? since, string? until)
    {
        var chatbot = Ids.ParseOptional<ChatbotId>(chatbotId, "chatbotId");
        var (from, to) = (Time(since, "since"), Time(until, "until"));
        if (chatbot.IsFailure || from.IsFailure || to.IsFailure)
        {
            return chatbot.IsFailure ? chatbot.Error : from.IsFailure ? from.Error : to.Error;
        }

        var wanted = new List<MessageStatus>();
        foreach (var text in statuses ?? [])
        {
            if (Words.Parse<MessageStatus>(text, "statuses", BadStatus.Code) is not { IsSuccess: true, Value: { } status }
                || !DeadLetterFilter.IsDead(status))
            {
                return BadStatus;
            }

            wanted.Add(status);
        }

        return new DeadLetterFilter(chatbot.Value, wanted, codes?.Select(code => code ?? "").ToList(), from.Value, to.Value);
    }

    private static Result<DateTimeOffset?> Time(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (DateTimeOffset?)null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? (DateTimeOffset?)time
            : BadTime with { Field = field };
    }

    private static string[]? Listed(string? list) =>
        string.IsNullOrEmpty(list) ? null : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
