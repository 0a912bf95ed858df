using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmsPlatform.Benchmarks;

/// <summary>
/// Makes signed webhooks as Twilio posts them, each with a message of its own. Every so many come from a phone that never wrote before,
/// the others from phones that did.
/// </summary>
/// <param name="url">What they are signed for.</param>
/// <param name="newContactEvery">1: each.</param>
/// <param name="phonesBefore">How many numbers are left out, because they are known from a former run.</param>
internal sealed class Webhooks(Uri url, int newContactEvery, int phonesBefore = 0)
{
    public const string AccountSid = "AC0000000000000000000000000000bec4";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";
    public const string Number = "+15005550006";
    public const string SignatureHeader = "X-Twilio-Signature";

    public static readonly byte[] Key = Encoding.UTF8.GetBytes(AuthToken);

    /// <summary>The platform's settings for the account that these webhooks come from.</summary>
    public static readonly Dictionary<string, string> Account = new()
    {
        ["TWILIO_ACCOUNT_SID"] = AccountSid,
        ["Twilio__Rates__LongCode"] = "100000",
        ["Twilio__Rates__Account"] = "100000",
        ["TWILIO_AUTH_TOKEN"] = AuthToken,
        ["TWILIO_PHONE_NUMBER"] = Number,
    };

    private static int _allSeries = Random.Shared.Next(int.MaxValue / 2);

    private readonly ConcurrentQueue<SignedWebhook> _ready = new();
    private readonly int _series = Interlocked.Increment(ref _allSeries);
    private int _made;
    private int _phones;

    /// <summary>Makes requests ahead, so that making them takes no time from those that are measured.</summary>
    public void Prepare(int count)
    {
        while (_ready.Count < count)
        {
            _ready.Enqueue(Make());
        }
    }

    public SignedWebhook Next() => _ready.TryDequeue(out var request) ? request : Make();

    private SignedWebhook Make()
    {
        var number = Interlocked.Increment(ref _made);
        var isNew = (number - 1) % newContactEvery == 0;
        var phone = string.Create(
            CultureInfo.InvariantCulture, $"+1557{phonesBefore + (isNew ? Interlocked.Increment(ref _phones) : Random.Shared.Next(1, _phones + 1)):0000000}");
        var sid = string.Create(CultureInfo.InvariantCulture, $"SM{_series:x16}{number:x16}");

        // In the order of their names, which is the order in which they are signed.
        KeyValuePair<string, string>[] parameters =
        [
            new("AccountSid", AccountSid),
            new("ApiVersion", "2010-04-01"),
            new("Body", "Is my order 4711 on its way? I have been waiting since Monday."),
            new("From", phone),
            new("FromCity", "OAKLAND"),
            new("FromCountry", "US"),
            new("FromState", "CA"),
            new("FromZip", "94601"),
            new("MessageSid", sid),
            new("NumMedia", "0"),
            new("NumSegments", "1"),
            new("SmsMessageSid", sid),
            new("SmsSid", sid),
            new("SmsStatus", "received"),
            new("To", Number),
            new("ToCity", ""),
            new("ToCountry", "US"),
            new("ToState", ""),
            new("ToZip", ""),
        ];

        var signed = new StringBuilder(url.AbsoluteUri);
        var body = new StringBuilder(600);
        foreach (var (name, value) in parameters)
        {
            signed.Append(name).Append(value);
            body.Append(body.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        // Twilio signs with it.
#pragma warning disable CA5350
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Key, Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
        var request = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            POST {url.AbsolutePath} HTTP/1.1
            Host: {url.Authority}
            Content-Type: application/x-www-form-urlencoded; charset=UTF-8
            User-Agent: TwilioProxy/1.1
            {SignatureHeader}: {signature}
            Content-Length: {body.Length}

            {body}
            """).ReplaceLineEndings("\r\n"));
        return new SignedWebhook(phone, request);
    }
}

/// <summary>A whole HTTP request.</summary>
internal readonly record struct SignedWebhook(string Phone, byte[] Request);
