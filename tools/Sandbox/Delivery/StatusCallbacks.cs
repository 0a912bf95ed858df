using System.Globalization;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Network;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.Sandbox.Delivery;

/// <summary>Tells the sender's StatusCallback address how a message fares.</summary>
internal sealed class StatusCallbacks(
    SmsNetwork network,
    FailureScript failures,
    WebhookClient webhooks,
    BackgroundWork background,
    SandboxOptions options)
{
    public async Task PostAsync(SandboxMessage message, string status, CancellationToken cancellationToken)
    {
        var url = message.StatusCallback
            ?? (message.MessagingServiceSid is { } service ? network.FindService(service)?.StatusCallback : null);
        if (url is null || network.FindAccount(message.AccountSid) is not { } account)
        {
            return;
        }

        var failure = failures.NextCallback(message.To, message.Body, status);
        if (failure.Omit)
        {
            return;
        }

        var call = new WebhookCall("status", url, "POST", message.Sid, account.AuthToken, Parameters(message, status));
        if (failure.DelaySeconds > 0)
        {
            background.Start(async stopping =>
            {
                await Task.Delay(TimeSpan.FromSeconds(failure.DelaySeconds), options.Clock, stopping);
                await SendAsync(call, failure.Copies, stopping);
            });
            return;
        }

        await SendAsync(call, failure.Copies, cancellationToken);
    }

    private static List<KeyValuePair<string, string>> Parameters(SandboxMessage message, string status)
    {
        var parameters = new List<KeyValuePair<string, string>>
        {
            new("AccountSid", message.AccountSid),
            new("ApiVersion", Rest.TwilioJson.Version),
            new("From", message.From),
            new("MessageSid", message.Sid),
            new("MessageStatus", status),
            new("SmsSid", message.Sid),
            new("SmsStatus", status),
            new("To", message.To),
        };
        if (message.MessagingServiceSid is not null)
        {
            parameters.Add(new("MessagingServiceSid", message.MessagingServiceSid));
        }

        if (status is "undelivered" or "failed" && message.ErrorCode is { } code)
        {
            parameters.Add(new("ErrorCode", code.ToString(CultureInfo.InvariantCulture)));
            parameters.Add(new("ErrorMessage", message.ErrorMessage ?? ""));
        }

        if (status is "delivered" or "undelivered")
        {
            parameters.Add(new("RawDlrDoneDate", message.UpdatedAt.UtcDateTime.ToString("yyMMddHHmm", CultureInfo.InvariantCulture)));
        }

        return parameters;
    }

    private async Task SendAsync(WebhookCall call, int copies, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => webhooks.SendAsync(call, cancellationToken)));
}
