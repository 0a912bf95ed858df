using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Twilio;

/// <summary>Stored SMS, sending from the default number, and the state of the Twilio account.</summary>
internal static class TwilioSmsEndpoints
{
    private const string StoredExample = """
        {
          "id": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b", "messageSid": "SM00000000000000000000000000000001",
          "accountSid": "AC00000000000000000000000000000001", "from": "+15558675310", "to": "+15017122661", "body": "When do you open?",
          "direction": "inbound", "status": "received", "numMedia": 0, "mediaUrls": [], "processed": true,
          "chatId": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5c", "responseMessageSid": "SM00000000000000000000000000000002",
          "errorCode": null, "errorMessage": null, "createdAt": "2026-11-21T09:30:00Z", "processedAt": "2026-11-21T09:30:01Z"
        }
        """;

    private const string ListExample = $$"""{ "messages": [{{StoredExample}}], "count": 1 }""";

    private const string MarkExample =
        """{ "chatId": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5c", "responseMessageSid": "SM00000000000000000000000000000002" }""";

    private const string SendExample = """{ "to": "+15558675310", "body": "Your table is ready.", "mediaUrls": [] }""";

    private const string SentExample = """
        {
          "id": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d", "ids": ["019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d"],
          "from": "+15017122661", "to": "+15558675310", "status": "queued", "segments": 1, "encoding": "GSM-7"
        }
        """;

    private const string StatusExample = """
        {
          "configured": true, "reachable": true, "accountSid": "AC00000000000000000000000000000001",
          "phoneNumber": "+15017122661", "balance": 23.5, "currency": "USD", "note": null
        }
        """;

    public static void MapTwilioSms(this IEndpointRouteBuilder routes)
    {
        var twilio = routes.MapGroup("/api/twilio").WithTags("Twilio SMS").RequireAuthorization();
        twilio.MapGet("/sms/stored", ListAsync).WithSummary("Lists stored SMS, newest first.");
        twilio.MapGet("/sms/stored/{id}", GetAsync).WithSummary("Gets one stored SMS.");
        twilio.MapPost("/sms/stored/{id}/mark-processed", MarkProcessedAsync).WithSummary("Marks a received SMS as processed.");
        twilio.MapPost("/sms/send", SendAsync).WithSummary("Queues an SMS from the default number.");
        twilio.MapGet("/status", StatusAsync).WithSummary("Tells whether Twilio is configured and reachable, with the account's balance.");
    }

    [Example(ListExample, 200)]
    private static async Task<Results<Ok<StoredSmsList>, ProblemHttpResult>> ListAsync(
        IMediator mediator, CancellationToken cancellationToken, string? direction = null, string? processed = null, string? limit = null, string? phoneNumber = null)
    {
        var query = StoredSmsFilter.Parse(direction, processed, limit, phoneNumber);
        if (query.IsFailure)
        {
            return query.Error.ToProblem();
        }

        var listed = await mediator.Send(query.Value, cancellationToken);
        return listed.Match<Results<Ok<StoredSmsList>, ProblemHttpResult>>(
            messages => TypedResults.Ok(new StoredSmsList([.. messages.Select(StoredSmsResponse.Of)], messages.Count)),
            error => error.ToProblem());
    }

    [Example(StoredExample, 200)]
    private static async Task<Results<Ok<StoredSmsResponse>, ProblemHttpResult>> GetAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var message = Ids.Parse<MessageId>(id);
        return message.IsFailure
            ? message.Error.ToProblem()
            : Answer(await mediator.Send(new GetStoredSms(message.Value), cancellationToken));
    }

    [Example(MarkExample)]
    [Example(StoredExample, 200)]
    private static async Task<Results<Ok<StoredSmsResponse>, ProblemHttpResult>> MarkProcessedAsync(
        string id, IMediator mediator, CancellationToken cancellationToken, [FromBody] MarkProcessedRequest? request = null)
    {
        var message = Ids.Parse<MessageId>(id);
        if (message.IsFailure)
        {
            return message.Error.ToProblem();
        }

        ConversationId? chat = null;
        if (request?.ChatId is { Length: > 0 } chatId)
        {
            var parsed = Ids.Parse<ConversationId>(chatId, "chatId");
            if (parsed.IsFailure)
            {
                return parsed.Error.ToProblem();
            }

            chat = parsed.Value;
        }

        return Answer(await mediator.Send(new MarkSmsProcessed(message.Value, chat, request?.ResponseMessageSid), cancellationToken));
    }

    [Example(SendExample)]
    [Example(SentExample, 202)]
    private static async Task<Results<Accepted<SendSmsResponse>, ProblemHttpResult>> SendAsync(
        SendSmsRequest request,
        IMediator mediator,
        CancellationToken cancellationToken,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        var command = new SendSms(null, request.To ?? "", request.Body, request.MediaUrls, idempotencyKey);
        var queued = await mediator.Send(command, cancellationToken);
        return queued.Match<Results<Accepted<SendSmsResponse>, ProblemHttpResult>>(
            sms => TypedResults.Accepted($"/api/twilio/sms/stored/{sms.Id}", SendSmsResponse.Of(sms)),
            error => error.ToProblem());
    }

    [Example(StatusExample, 200)]
    private static async Task<Results<Ok<TwilioStatus>, ProblemHttpResult>> StatusAsync(
        IMediator mediator, CancellationToken cancellationToken)
    {
        var status = await mediator.Send(new GetTwilioStatus(), cancellationToken);
        return status.Match<Results<Ok<TwilioStatus>, ProblemHttpResult>>(
            found => TypedResults.Ok(found),
            error => error.ToProblem());
    }

    private static Results<Ok<StoredSmsResponse>, ProblemHttpResult> Answer(Result<StoredSms> result) =>
        result.Match<Results<Ok<StoredSmsResponse>, ProblemHttpResult>>(
            sms => TypedResults.Ok(StoredSmsResponse.Of(sms)),
            error => error.ToProblem());
}
