using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.WebApi.Channels;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Twilio;

/// <summary>Sending in a chatbot's name, and how to point its number here.</summary>
internal static class TwilioChatbotEndpoints
{
    private const string SendExample = """{ "to": "+15558675310", "body": "Your table is ready.", "mediaUrls": [] }""";

    private const string SentExample = """
        {
          "id": "019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d", "ids": ["019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5d"],
          "from": "+15017122661", "to": "+15558675310", "status": "queued", "segments": 1, "encoding": "GSM-7",
          "estimatedPrice": { "amount": 0.0083, "currency": "USD" }
        }
        """;

    public static void MapTwilioChatbots(this IEndpointRouteBuilder routes)
    {
        var twilio = routes.MapGroup("/api/twilio/{chatbotId}").WithTags("Twilio SMS").RequireAuthorization();
        twilio.MapPost("/send-sms", SendAsync).WithSummary("Queues an SMS from the chatbot's number.");
        twilio.MapGet("/setup-instructions", InstructAsync).WithSummary("Tells step by step how to point a Twilio number at the chatbot.");
    }

    [Example(SendExample)]
    [Example(SentExample, 202)]
    private static async Task<Results<Accepted<SendSmsResponse>, ProblemHttpResult>> SendAsync(
        string chatbotId,
        SendSmsRequest request,
        IMediator mediator,
        CancellationToken cancellationToken,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var queued = await mediator.Send(
            new SendSms(chatbot.Value, request.To ?? "", request.Body, request.MediaUrls, idempotencyKey), cancellationToken);
        return queued.Match<Results<Accepted<SendSmsResponse>, ProblemHttpResult>>(
            sms => TypedResults.Accepted($"/api/twilio/sms/stored/{sms.Id}", SendSmsResponse.Of(sms)),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<SetupInstructionsResponse>, ProblemHttpResult>> InstructAsync(
        string chatbotId, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var instructions = await mediator.Send(new GetSetupInstructions(chatbot.Value, Channel.Sms, request.Origin()), cancellationToken);
        return instructions.Match<Results<Ok<SetupInstructionsResponse>, ProblemHttpResult>>(
            found => TypedResults.Ok(SetupInstructionsResponse.Of(found)),
            error => error.ToProblem());
    }
}

/// <summary>How to point a provider at a chatbot.</summary>
/// <param name="WebhookUrl">For incoming messages.</param>
/// <param name="FallbackUrl">For when the webhook fails.</param>
/// <param name="StatusCallbackUrl">Where delivery reports come to.</param>
/// <param name="Warning">Why these addresses may not work; null when nothing speaks against them.</param>
internal sealed record SetupInstructionsResponse(
    string Channel,
    string Name,
    string WebhookUrl,
    string? FallbackUrl,
    string? StatusCallbackUrl,
    IReadOnlyList<SetupStep> Steps,
    IReadOnlyList<FieldResponse> Fields,
    string? Warning)
{
    public static SetupInstructionsResponse Of(SetupInstructions instructions) => new(
        ChannelNames.Of(instructions.Channel),
        instructions.Name,
        instructions.Addresses.Webhook,
        instructions.Addresses.Fallback,
        instructions.Addresses.Status,
        instructions.Steps,
        [.. instructions.Fields.Select(FieldResponse.Of)],
        instructions.Warning);
}
