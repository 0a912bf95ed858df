using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <inheritdoc cref="IChannelSetup"/>
internal sealed class TwilioSetup(TwilioClient client) : IChannelSetup
{
    /// <summary>Twilio's own settings of how it posts: three more tries after a server error, no connection, or a time-out. Never sent, never signed.</summary>
    public const string Retries = "#rc=3&rp=5xx,ct,rt";

    private static readonly Error NoSender = Error.Validation(
        "integration.sender_missing", "Enter a phone number or a Messaging Service SID; one of them must send.", "phoneNumber");

    private static readonly Error HalfKey = Error.Validation(
        "integration.api_key_incomplete", "An API key is its SID and its secret; enter both or neither.", TwilioFields.ApiKeySecret);

    private readonly TwilioConnectionTest _test = new(client);

    public Channel Kind => Channel.Sms;

    public string Name => "Twilio SMS";

    public IReadOnlyList<CredentialField> Fields => TwilioFields.All;

    // 1600 characters is Twilio's own limit; one segment a second is a US long code's rate; 5 MB holds for jpeg, png and gif.
    public MessageLimits Limits => new(1600, TextUnit.Utf16Units, 1, 10, 5 * 1024 * 1024);

    public Error? Check(ChannelConnection connection) =>
        connection.Address.Length == 0 && connection.ServiceId.Length == 0 ? NoSender
        : connection.Settings.ContainsKey(TwilioFields.ApiKeySid) != (connection.Secrets.GetValueOrDefault(TwilioFields.ApiKeySecret) is { Length: > 0 }) ? HalfKey
        : null;

    public Task<ConnectionTest> TestAsync(ChannelConnection connection, ChannelAddresses? addresses, CancellationToken cancellationToken) =>
        _test.RunAsync(connection, addresses, cancellationToken);

    public async Task<ConnectionTest> PointWebhooksAsync(
        ChannelConnection connection, ChannelAddresses addresses, CancellationToken cancellationToken)
    {
        var test = await _test.FindSenderAsync(connection, cancellationToken);
        if (test.Failure is { } failure)
        {
            return failure;
        }

        // A service posts for its numbers, unless it leaves that to them.
        var answer = TwilioSending.UsesService(connection)
            ? await client.ConfigureServiceAsync(
                connection,
                [
                    new("InboundRequestUrl", addresses.Webhook + Retries),
                    new("InboundMethod", "POST"),
                    new("FallbackUrl", addresses.Fallback ?? ""),
                    new("StatusCallback", StatusCallback(addresses)),
                    new("UseInboundWebhookOnNumber", "false"),
                ],
                cancellationToken)
            : await client.ConfigureNumberAsync(
                connection,
                test.NumberSid!,
                [
                    new("SmsUrl", addresses.Webhook + Retries),
                    new("SmsMethod", "POST"),
                    new("SmsFallbackUrl", addresses.Fallback ?? ""),
                    new("SmsFallbackMethod", "POST"),
                    new("StatusCallback", StatusCallback(addresses)),
                ],
                cancellationToken);
        return answer.IsSuccess
            ? new ConnectionTest(
                TestVerdict.Works, "twilio.webhook_set", $"Twilio now posts to {addresses.Webhook}.",
                [new ConnectionCheck("webhook", true, addresses.Webhook)])
            : TwilioConnectionTest.Refused(answer);
    }

    public ChannelAddresses AddressesFor(ChatbotId chatbotId, string origin)
    {
        var webhook = $"{origin}/api/twilio/webhook/{chatbotId.Value:D}";
        return new ChannelAddresses(webhook, webhook, $"{origin}/api/twilio/webhook/status");
    }

    public IReadOnlyList<SetupStep> Instructions(ChannelAddresses addresses) =>
    [
        new("Get the credentials", "In the Twilio Console, copy the Account SID and the primary auth token from Account Info."),
        new("Get a number", "Phone Numbers → Manage → Buy a number, with the capability SMS. In the US it must be registered (A2P 10DLC, or toll-free verification) before carriers deliver."),
        new("Connect it here", "Enter Account SID, auth token and phone number in the chatbot's Twilio SMS integration, test the connection, and switch it on."),
        new(
            "Point the number here",
            $"Let the platform do it, or in the Console: Phone Numbers → your number → Messaging Configuration → \"A message comes in\": Webhook, {addresses.Webhook}{Retries}, HTTP POST. "
                + $"\"Primary handler fails\": {addresses.Fallback}. A number in a Messaging Service takes its address from the service: Messaging → Services → Integration."),
        new("Status callbacks", $"Nothing to do: each message carries its own address, {addresses.Status}."),
        new("Try it", "Text the number. The message appears in the conversations within a second, and is answered."),
    ];

    private static string StatusCallback(ChannelAddresses addresses) => addresses.Status is { } address ? address + Retries : "";
}
