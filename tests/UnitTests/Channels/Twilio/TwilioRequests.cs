using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.UnitTests.Channels.Twilio;

/// <summary>Webhooks as Twilio posts them, signed by a second, plain implementation of its rules.</summary>
internal static class TwilioRequests
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string Number = "+15017122661";
    public const string Token = "12345";
    public const string Url = "https://example.com/api/twilio/webhook/sms";
    public const string StatusUrl = "https://example.com/api/twilio/webhook/status";
    public const string Form = "application/x-www-form-urlencoded; charset=utf-8";

    public static readonly (string Name, string Value)[] Inbound =
    [
        ("ToCountry", "US"),
        ("SmsMessageSid", "SM00000000000000000000000000000001"),
        ("NumMedia", "0"),
        ("SmsSid", "SM00000000000000000000000000000001"),
        ("SmsStatus", "received"),
        ("Body", "Hello & welcome = 100% 😀"),
        ("To", Number),
        ("NumSegments", "1"),
        ("MessageSid", "SM00000000000000000000000000000001"),
        ("AccountSid", Account),
        ("From", "+15558675310"),
        ("ApiVersion", "2010-04-01"),
    ];

    public static ChannelConnection Connection(
        string token = Token, string? previous = null, string address = Number, string service = "", string? apiKey = null)
    {
        var secrets = new Dictionary<string, string> { ["authToken"] = token };
        if (apiKey is not null)
        {
            secrets["apiKeySid"] = apiKey;
            secrets["apiKeySecret"] = "key-secret";
        }

        return new ChannelConnection(
            IntegrationId.New(DateTimeOffset.UnixEpoch),
            Account,
            address,
            service,
            secrets,
            previous is null ? [] : new Dictionary<string, string> { ["authToken"] = previous });
    }

    public static (string Name, string Value)[] With(this (string Name, string Value)[] parameters, string name, params string[] values) =>
        [.. parameters.Where(p => p.Name != name), .. values.Select(value => (name, value))];

    public static WebhookRequest Post(IEnumerable<(string Name, string Value)> parameters, string? signature, params string[] urls) =>
        Post(Encode(parameters), signature, urls);

    public static WebhookRequest Post(byte[] body, string? signature, params string[] urls) =>
        new("POST", urls, Form, Query(urls[0]), Headers(signature), body);

    public static WebhookRequest Signed(IEnumerable<(string Name, string Value)> parameters, string url = Url, string token = Token) =>
        Post(parameters, Sign(token, url, parameters), url);

    public static WebhookRequest SignedGet(IEnumerable<(string Name, string Value)> parameters, string url = Url)
    {
        var whole = $"{url}?{Encoding.ASCII.GetString(Encode(parameters))}";
        return new WebhookRequest("GET", [whole], "", Query(whole), Headers(Sign(Token, whole, [])), default);
    }

    public static HeaderDictionary Headers(string? signature) =>
        signature is null ? [] : new HeaderDictionary { ["X-Twilio-Signature"] = signature };

    public static string Query(string url)
    {
        var whole = url.Split('#')[0];
        return whole.Contains('?', StringComparison.Ordinal) ? whole[whole.IndexOf('?', StringComparison.Ordinal)..] : "";
    }

    public static byte[] Encode(IEnumerable<(string Name, string Value)> parameters) => Encoding.ASCII.GetBytes(
        string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value).Replace("%20", "+", StringComparison.Ordinal)}")));

    [SuppressMessage("Security", "CA5350", Justification = "It is what Twilio signs with.")]
    public static string Sign(string token, string url, IEnumerable<(string Name, string Value)> parameters)
    {
        var text = new StringBuilder(url);
        foreach (var name in parameters.GroupBy(p => p.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var value in name.Select(p => p.Value).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append(name.Key).Append(value);
            }
        }

        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
    }
}
