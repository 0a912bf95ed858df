using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Channels;
using SmsPlatform.WebApi.Webhooks;

namespace SmsPlatform.WebApi.Twilio;

/// <summary>Where Twilio posts messages and status callbacks.</summary>
internal static class TwilioWebhookEndpoints
{
    public static void MapTwilioWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/twilio/webhook").WithTags("Twilio webhooks").AllowAnonymous();

        // Their signature says who calls, so who is signed in is not even asked.
        webhooks.ShortCircuit();

        // Twilio can be told to use GET for either.
        webhooks.MapMethods("/sms", ["POST", "GET"], ReceiveAsync)
            .WithSummary("Takes one inbound SMS or MMS from Twilio.")
            .WithDescription("Signed by Twilio in X-Twilio-Signature. Answers TwiML once the message is stored.");
        webhooks.MapMethods("/{chatbotId:guid}", ["POST", "GET"], ReceiveForChatbotAsync)
            .WithSummary("Takes one inbound SMS or MMS for a chatbot from Twilio.")
            .WithDescription("Signed by Twilio in X-Twilio-Signature with the auth token of the chatbot's integration.");
        webhooks.MapMethods("/status", ["POST", "GET"], ReceiveStatusAsync)
            .WithSummary("Takes one status callback from Twilio.")
            .WithDescription("Signed by Twilio in X-Twilio-Signature. `messageId` is our id of the message.");
    }

    private static Task<IResult> ReceiveAsync(
        HttpContext context, IMediator mediator, IOptionsMonitor<PublicAddressOptions> address, IOptions<TwimlOptions> twiml, CancellationToken cancellationToken) =>
        TakeAsync(context, null, mediator, address.CurrentValue, twiml.Value, cancellationToken);

    private static Task<IResult> ReceiveForChatbotAsync(
        Guid chatbotId,
        HttpContext context,
        IMediator mediator,
        IOptionsMonitor<PublicAddressOptions> address,
        IOptions<TwimlOptions> twiml,
        CancellationToken cancellationToken) =>
        TakeAsync(context, ChatbotId.From(chatbotId), mediator, address.CurrentValue, twiml.Value, cancellationToken);

    private static async Task<IResult> TakeAsync(
        HttpContext context, ChatbotId? chatbotId, IMediator mediator, PublicAddressOptions address, TwimlOptions twiml, CancellationToken cancellationToken)
    {
        var receipt = await WebhookReader.ReceiveAsync(context, Channel.Sms, mediator, address, cancellationToken, chatbotId);
        return receipt.Match<IResult>(
            success => TypedResults.Text(twiml.For(success), Twiml.ContentType),
            error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReceiveStatusAsync(
        HttpContext context, IMediator mediator, IOptionsMonitor<PublicAddressOptions> address, CancellationToken cancellationToken)
    {
        var receipt = await WebhookReader.ReceiveAsync(context, Channel.Sms, mediator, address.CurrentValue, cancellationToken);
        return receipt.Match<Results<NoContent, ProblemHttpResult>>(
            _ => TypedResults.NoContent(),
            error => error.ToProblem());
    }
}

/// <summary>What is answered to a stored message.</summary>
public sealed class TwimlOptions
{
    private string _message = Twiml.Empty;

    /// <summary>A text that Twilio sends back at once; empty for none.</summary>
    public string Acknowledgement
    {
        get;
        set
        {
            field = value;
            _message = string.IsNullOrWhiteSpace(value) ? Twiml.Empty : Twiml.Message(value);
        }
    } = "";

    /// <summary>The whole TwiML document. Never a message to a sender that no reply reaches, nor to a word like STOP.</summary>
    public string For(WebhookReceipt receipt) => receipt.Acknowledge ? _message : Twiml.Empty;
}
