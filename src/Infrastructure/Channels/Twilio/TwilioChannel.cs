using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>SMS and MMS through Twilio.</summary>
internal sealed class TwilioChannel(TwilioClient client, IOptions<TwilioOptions> options) : IChannel
{
    private readonly TwilioLookUp _lookUp = new(client);

    public Channel Kind => Channel.Sms;

    public Result<WebhookAddress> Locate(WebhookRequest request) => TwilioWebhook.Locate(request);

    public WebhookVerdict Verify(WebhookRequest request, ChannelConnection connection) => TwilioWebhook.Verify(request, connection);

    public Result<IReadOnlyList<ChannelEvent>> Translate(WebhookRequest request) => TwilioTranslation.Translate(request);

    public async Task<SendOutcome> SendAsync(
        OutboundMessage message, ChannelConnection connection, CancellationToken cancellationToken) =>
        TwilioOutcomes.Classify(
            await client.CreateMessageAsync(connection, TwilioSending.Fields(message, connection), message.SendBy, cancellationToken));

    public SendPace PaceOf(OutboundMessage message, ChannelConnection connection) =>
        TwilioPace.Of(message, connection, options.Value.Rates);

    public Task<LookUpOutcome> LookUpAsync(
        OutboundMessage message, DateTimeOffset attemptedAt, ChannelConnection connection, CancellationToken cancellationToken) =>
        _lookUp.FindAsync(message, attemptedAt, connection, cancellationToken);
}
