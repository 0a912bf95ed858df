using System.Globalization;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>An SMS that a phone sent, as Twilio posts it.</summary>
internal sealed record Webhook(string Sid, string From, string Body)
{
    public const string Path = "/api/twilio/webhook/sms";

    public static string NewSid() => $"SM{Guid.NewGuid():N}";

    /// <param name="signedFor">The address that the provider knows, when it is another than where this try goes to.</param>
    public HttpRequestMessage Post(Uri url, Uri? signedFor = null)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("ToCountry", "US"),
            new("SmsMessageSid", Sid),
            new("NumMedia", "0"),
            new("SmsStatus", "received"),
            new("Body", Body),
            new("To", SandboxDefaults.PhoneNumber),
            new("NumSegments", "1"),
            new("MessageSid", Sid),
            new("AccountSid", SandboxDefaults.AccountSid),
            new("From", From),
            new("ApiVersion", "2010-04-01"),
        ];
        var signature = TwilioSignature.Sign(SandboxDefaults.AuthToken, (signedFor ?? url).AbsoluteUri, parameters);
        return new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(parameters),
            Headers = { { TwilioSignature.Header, signature } },
        };
    }

    public static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"+1556{number:0000000}");
}
