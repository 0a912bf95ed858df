using System.Text.Json;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Asks Twilio whether an integration will work: the account, what sends, and where its messages go.</summary>
/// <remarks>All questions are asked at once, each for at most <see cref="TwilioOptions.StatusTimeout"/>.</remarks>
internal sealed class TwilioConnectionTest(TwilioClient client)
{
    public async Task<ConnectionTest> RunAsync(
        ChannelConnection connection, ChannelAddresses? addresses, CancellationToken cancellationToken)
    {
        var askingAccount = client.GetAccountAsync(connection, cancellationToken);
        var askingSender = FindSenderAsync(connection, cancellationToken);
        var askingKey = connection.Settings.ContainsKey(TwilioFields.ApiKeySid) ? client.ProbeSendingAsync(connection, cancellationToken) : null;
        var account = await askingAccount;
        var sender = await askingSender;
        var key = askingKey is null ? null : await askingKey;

        if (WrongAccount(account) is { } wrong)
        {
            return wrong;
        }

        var checks = new List<ConnectionCheck> { new("account", true, "The account is active, and the auth token is right.") };
        if (key is not null && !key.IsSuccess)
        {
            return key.Status is 401 or 403
                ? Broken("twilio.api_key_refused", "Twilio refused the API key. Make a new one in the account's API keys & tokens, and enter its SID and secret.", [.. checks, new("apiKey", false, "Refused.")])
                : Refused(key, checks);
        }

        if (sender.Failure is { } failure)
        {
            return failure with { Checks = [.. checks, .. failure.Checks] };
        }

        checks.Add(new ConnectionCheck("sender", true, TwilioSending.UsesService(connection) ? "The Messaging Service exists." : "The number is in this account and can send SMS."));
        checks.Add(WebhookCheck(sender.WebhookUrl, addresses));
        return new ConnectionTest(TestVerdict.Works, "ok", Summary(checks[^1]), checks);
    }

    /// <summary>What sends: the number, or else the Messaging Service.</summary>
    public async Task<Sender> FindSenderAsync(ChannelConnection connection, CancellationToken cancellationToken)
    {
        if (TwilioSending.UsesService(connection))
        {
            var service = await client.GetServiceAsync(connection, cancellationToken);
            return service switch
            {
                { IsSuccess: true } => new Sender(null, ServiceUrl(service.Body), null),
                { Reach: TwilioReach.Answered, Status: 404 } => Sender.Failed(Broken(
                    "twilio.service_not_found",
                    $"The Messaging Service {connection.ServiceId} is not in this Twilio account. Copy its SID from Messaging → Services of the same account.",
                    [new("sender", false, "Not found.")])),
                _ => Sender.Failed(Refused(service)),
            };
        }

        var answer = await client.FindNumberAsync(connection, connection.Address, cancellationToken);
        if (!answer.IsSuccess)
        {
            return Sender.Failed(Refused(answer));
        }

        foreach (var number in TwilioAnswer.List(answer.Body, "incoming_phone_numbers") ?? default(JsonElement.ArrayEnumerator))
        {
            // Twilio answers all numbers that contain the one asked for.
            if (TwilioAnswer.Text(number, "phone_number") == connection.Address)
            {
                return CanSendSms(number)
                    ? new Sender(TwilioAnswer.Text(number, "sid"), TwilioAnswer.Text(number, "sms_url"), null)
                    : Sender.Failed(Broken(
                        "twilio.number_without_sms",
                        $"The number {connection.Address} cannot send SMS. Choose a number of the account that has the capability SMS.",
                        [new("sender", false, "It cannot send SMS.")]));
            }
        }

        return Sender.Failed(Broken(
            "twilio.number_not_found",
            $"The number {connection.Address} is not in the Twilio account {connection.AccountId}. Enter a number of this account, or the SID and token of the account that owns it.",
            [new("sender", false, "Not a number of this account.")]));
    }

    /// <summary>What an answer that is none of the expected ones means.</summary>
    public static ConnectionTest Refused(TwilioAnswer answer, IReadOnlyList<ConnectionCheck>? before = null)
    {
        var checks = before ?? [];
        if (answer.Failure == TwilioFailures.CredentialsMissing)
        {
            return Broken("twilio.credentials_missing", "The Account SID or the auth token is missing. Enter both.", checks);
        }

        if (answer.Reach != TwilioReach.Answered || answer.Status is 429 or >= 500)
        {
            return new ConnectionTest(
                TestVerdict.Unknown,
                "twilio.unreachable",
                answer.Reach == TwilioReach.Answered
                    ? $"Twilio answered with status {answer.Status}. Nothing was found out; try again in a minute."
                    : "Twilio could not be reached. Check this server's way to the internet (DNS, firewall, proxy) and status.twilio.com, then try again.",
                checks);
        }

        return answer.Status is 401 or 403
            ? CredentialsRefused(checks)
            : Broken(
                $"twilio.{answer.ErrorCode ?? TwilioFailures.Http(answer.Status)}",
                TwilioErrors.Find(answer.ErrorCode)?.Explanation ?? $"Twilio refused with status {answer.Status}. Look the code up in its debugger.",
                checks);
    }

    private static ConnectionTest? WrongAccount(TwilioAnswer account)
    {
        if (account.ErrorCode is "20005" or "10001" or "30002")
        {
            return Inactive("suspended");
        }

        if (account is { Reach: TwilioReach.Answered, Status: 404 })
        {
            return CredentialsRefused([]);
        }

        if (!account.IsSuccess)
        {
            return Refused(account);
        }

        return TwilioAnswer.Text(account.Body, "status") is { } status && status != "active" ? Inactive(status) : null;
    }

    private static ConnectionTest CredentialsRefused(IReadOnlyList<ConnectionCheck> checks) => Broken(
        "twilio.credentials_refused",
        "Twilio refused the credentials. Copy the Account SID and the primary auth token again from the Console's Account Info.",
        [.. checks, new("account", false, "Twilio refused the credentials.")]);

    private static ConnectionTest Inactive(string status) => Broken(
        "twilio.account_inactive",
        $"The Twilio account is {status}. Open the Twilio Console: it tells why, often an unpaid bill or a review, and how to reactivate it.",
        [new("account", false, $"The account is {status}.")]);

    private static ConnectionTest Broken(string code, string message, IReadOnlyList<ConnectionCheck> checks) =>
        new(TestVerdict.Broken, code, message, checks);

    private static bool CanSendSms(JsonElement number) =>
        !number.TryGetProperty("capabilities", out var capabilities)
        || capabilities.ValueKind != JsonValueKind.Object
        || !capabilities.TryGetProperty("sms", out var sms)
        || sms.ValueKind != JsonValueKind.False;

    // Left to the numbers: then there is no one address to compare.
    private static string? ServiceUrl(JsonElement service) =>
        service.TryGetProperty("use_inbound_webhook_on_number", out var onNumber) && onNumber.ValueKind == JsonValueKind.True
            ? null
            : TwilioAnswer.Text(service, "inbound_request_url") ?? "";

    private static ConnectionCheck WebhookCheck(string? url, ChannelAddresses? addresses)
    {
        if (url is null)
        {
            return new ConnectionCheck("webhook", null, "The Messaging Service leaves the webhook to its numbers; check those.");
        }

        var bare = url.Split('#')[0];
        return addresses is null ? new ConnectionCheck("webhook", null, "PublicBaseUrl is not set, so this installation cannot tell whether Twilio posts here.")
            : bare.Length == 0 ? new ConnectionCheck("webhook", false, $"Twilio posts incoming messages nowhere. Set the webhook to {addresses.Webhook}.")
            : bare == addresses.Webhook || bare == SharedWebhook(addresses) ? new ConnectionCheck("webhook", true, $"Twilio posts to {bare}.")
            : new ConnectionCheck("webhook", false, $"Twilio posts incoming messages to {bare}. Set the webhook to {addresses.Webhook}.");
    }

    // The installation's one address for all numbers, which finds the integration by account and number.
    private static string SharedWebhook(ChannelAddresses addresses) => $"{addresses.Webhook[..addresses.Webhook.LastIndexOf('/')]}/sms";

    private static string Summary(ConnectionCheck webhook) => webhook.Ok == false
        ? $"Sending works. {webhook.Message}"
        : "The connection works.";

    /// <param name="NumberSid">Null for a Messaging Service.</param>
    /// <param name="WebhookUrl">Where its messages are posted; empty for nowhere, null when that is left to others.</param>
    internal sealed record Sender(string? NumberSid, string? WebhookUrl, ConnectionTest? Failure)
    {
        public static Sender Failed(ConnectionTest failure) => new(null, null, failure);
    }
}
