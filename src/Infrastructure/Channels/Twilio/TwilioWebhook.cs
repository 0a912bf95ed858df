using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Reads what Twilio posts, before and for its verification.</summary>
internal static class TwilioWebhook
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string JsonType = "application/json";
    private const string AuthToken = "authToken";

    // Twilio's have 34 characters.
    private const int MaxAccount = 64;

    /// <summary>The parameters, wherever this kind of request carries them.</summary>
    public static Result<TwilioForm> ReadParameters(WebhookRequest request) => request.ReadOnce(Parse);

    public static Result<WebhookAddress> Locate(WebhookRequest request)
    {
        if (!request.Headers.ContainsKey(TwilioSignature.Header))
        {
            return WebhookErrors.SignatureMissing;
        }

        var read = ReadParameters(request);
        if (read.IsFailure)
        {
            return read.Error;
        }

        var form = read.Value;
        var account = form.Find("AccountSid"u8);
        if (account.Length == 0)
        {
            return WebhookErrors.AccountMissing;
        }

        // What it says is remembered for a while, known or not.
        if (account.Length > MaxAccount)
        {
            return WebhookErrors.AccountInvalid;
        }

        // A report on a message of ours has our number as its sender.
        var ours = TwilioStatuses.IsReport(TwilioStatuses.Read(form)) ? form.Find("From"u8) : form.Find("To"u8);
        return new WebhookAddress(account, ours, form.Find("MessagingServiceSid"u8));
    }

    public static WebhookVerdict Verify(WebhookRequest request, ChannelConnection connection)
    {
        // JSON is not read before it is verified: it is signed through its hash, and the token proves the account.
        TwilioForm? form = null;
        if (IsGet(request) || !IsOfType(request, JsonType))
        {
            var read = ReadParameters(request);
            if (read.IsFailure)
            {
                return WebhookVerdict.Rejected(RejectReasons.Malformed);
            }

            form = read.Value;
            if (form.Find("AccountSid"u8) != connection.AccountId || connection.AccountId.Length == 0)
            {
                return WebhookVerdict.Rejected(RejectReasons.AccountMismatch);
            }
        }

        var check = TwilioSignature.Check(
            request,
            IsGet(request) ? null : form,
            connection.Secrets.GetValueOrDefault(AuthToken),
            connection.PreviousSecrets.GetValueOrDefault(AuthToken));
        return check.IsValid ? WebhookVerdict.Verified : WebhookVerdict.Rejected(check.Reason);
    }

    private static Result<TwilioForm> Parse(WebhookRequest request) =>
        IsGet(request) ? TwilioForm.Parse(Encoding.UTF8.GetBytes(request.Query.TrimStart('?')))
        : IsOfType(request, FormType) ? TwilioForm.Parse(request.Body.Span)
        : WebhookErrors.UnsupportedContentType;

    private static bool IsGet(WebhookRequest request) => string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfType(WebhookRequest request, string type)
    {
        var contentType = request.ContentType.AsSpan();
        var parameters = contentType.IndexOf(';');
        return (parameters < 0 ? contentType : contentType[..parameters]).Trim().Equals(type, StringComparison.OrdinalIgnoreCase);
    }
}
