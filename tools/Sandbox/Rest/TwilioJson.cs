using System.Globalization;
using System.Text.Json;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>The fake API's documents, in Twilio's shapes.</summary>
internal static class TwilioJson
{
    public const string Version = "2010-04-01";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static IResult Answer(object document, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(document, Options, statusCode: status);

    public static string AccountPath(string sid) => $"/{Version}/Accounts/{sid}";

    /// <summary>RFC 2822, as the 2010 API writes times.</summary>
    public static string? Rfc2822(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, as the v1 APIs write times.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static object Of(SandboxMessage m) => new
    {
        m.Body,
        NumSegments = m.Segments.ToString(CultureInfo.InvariantCulture),
        m.Direction,
        From = m.From.Length == 0 ? null : m.From,
        DateUpdated = Rfc2822(m.UpdatedAt),
        Price = (string?)null,
        m.ErrorMessage,
        Uri = $"{AccountPath(m.AccountSid)}/Messages/{m.Sid}.json",
        m.AccountSid,
        NumMedia = m.Media.Count.ToString(CultureInfo.InvariantCulture),
        m.To,
        DateCreated = Rfc2822(m.CreatedAt),
        m.Status,
        m.Sid,
        DateSent = Rfc2822(m.SentAt),
        m.MessagingServiceSid,
        m.ErrorCode,
        PriceUnit = "USD",
        ApiVersion = Version,
        SubresourceUris = new { Media = $"{AccountPath(m.AccountSid)}/Messages/{m.Sid}/Media.json" },
    };

    public static object Of(Account a) => new
    {
        a.Sid,
        a.FriendlyName,
        a.Status,
        a.Type,
        a.AuthToken,
        OwnerAccountSid = a.OwnerAccountSid ?? a.Sid,
        DateCreated = Rfc2822(a.CreatedAt),
        DateUpdated = Rfc2822(a.CreatedAt),
        Uri = $"{AccountPath(a.Sid)}.json",
        SubresourceUris = new
        {
            Messages = $"{AccountPath(a.Sid)}/Messages.json",
            IncomingPhoneNumbers = $"{AccountPath(a.Sid)}/IncomingPhoneNumbers.json",
            Balance = $"{AccountPath(a.Sid)}/Balance.json",
        },
    };

    public static object Of(IncomingNumber n) => new
    {
        n.Sid,
        n.AccountSid,
        n.FriendlyName,
        n.PhoneNumber,
        SmsUrl = n.SmsUrl ?? "",
        n.SmsMethod,
        SmsFallbackUrl = n.SmsFallbackUrl ?? "",
        n.SmsFallbackMethod,
        SmsApplicationSid = "",
        VoiceUrl = "",
        VoiceMethod = "POST",
        StatusCallback = n.StatusCallback ?? "",
        StatusCallbackMethod = "POST",
        Capabilities = new { n.Voice, n.Sms, n.Mms, Fax = false },
        Beta = false,
        Origin = "twilio",
        Status = "in-use",
        ApiVersion = Version,
        DateCreated = Rfc2822(n.CreatedAt),
        DateUpdated = Rfc2822(n.UpdatedAt),
        Uri = $"{AccountPath(n.AccountSid)}/IncomingPhoneNumbers/{n.Sid}.json",
    };

    public static object Of(MessagingService s, string baseAddress) => new
    {
        s.Sid,
        s.AccountSid,
        s.FriendlyName,
        s.InboundRequestUrl,
        s.InboundMethod,
        s.FallbackUrl,
        FallbackMethod = "POST",
        s.StatusCallback,
        s.UseInboundWebhookOnNumber,
        StickySender = true,
        SmartEncoding = true,
        ValidityPeriod = 36000,
        DateCreated = Iso(s.CreatedAt),
        DateUpdated = Iso(s.UpdatedAt),
        Url = $"{baseAddress}/v1/Services/{s.Sid}",
        Links = new { PhoneNumbers = $"{baseAddress}/v1/Services/{s.Sid}/PhoneNumbers" },
    };
}
