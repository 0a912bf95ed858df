using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>The form of a send, as posted, and Twilio's checks on it.</summary>
internal sealed partial class SendRequest(IFormCollection form)
{
    private const int MaxBody = 1600;
    private const int MaxMedia = 10;

    public string To { get; } = form["To"].ToString();

    public string? From { get; } = NullIfEmpty(form["From"]);

    public string? MessagingServiceSid { get; } = NullIfEmpty(form["MessagingServiceSid"]);

    public string Body { get; } = form["Body"].ToString();

    public IReadOnlyList<string> MediaUrls { get; } = [.. form["MediaUrl"].OfType<string>().Where(url => url.Length > 0)];

    public string? StatusCallback { get; } = NullIfEmpty(form["StatusCallback"]);

    public DateTimeOffset? SendAt { get; } =
        DateTimeOffset.TryParse(form["SendAt"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public bool IsScheduled { get; } = form["ScheduleType"] == "fixed" || form.ContainsKey("SendAt");

    private string? ValidityPeriod { get; } = NullIfEmpty(form["ValidityPeriod"]);

    /// <summary>What Twilio would refuse the request for, in the order it looks; null: it is sound.</summary>
    public TwilioError? Check(Account account, SmsNetwork network)
    {
        if (To.Length == 0)
        {
            return TwilioErrors.ToMissing;
        }

        if (From is null && MessagingServiceSid is null)
        {
            return TwilioErrors.FromMissing;
        }

        return CheckContent() ?? CheckTo(account) ?? CheckSender(account, network) ?? CheckOptions(network.Now);
    }

    private static string? NullIfEmpty(StringValues values) => StringValues.IsNullOrEmpty(values) ? null : values.ToString();

    private TwilioError? CheckContent()
    {
        if (Body.Length == 0 && MediaUrls.Count == 0)
        {
            return TwilioErrors.BodyMissing;
        }

        if (Body.Length > MaxBody)
        {
            return TwilioErrors.BodyTooLong;
        }

        if (MediaUrls.Count > MaxMedia)
        {
            return TwilioErrors.TooManyMedia;
        }

        return MediaUrls.FirstOrDefault(url => !WebAddress.IsHttp(url)) is { } bad ? TwilioErrors.MediaInvalid(bad) : null;
    }

    // The +1500555000x numbers are the magic ones of Twilio's test credentials, with the same meaning.
    private TwilioError? CheckTo(Account account) => To switch
    {
        _ when !E164().IsMatch(To) => TwilioErrors.ToInvalid(To),
        "+15005550001" => TwilioErrors.ToInvalid(To),
        "+15005550002" => TwilioErrors.NotRoutable(To),
        "+15005550003" => TwilioErrors.RegionForbidden(To),
        "+15005550004" => TwilioErrors.OptedOut,
        "+15005550009" => TwilioErrors.NotMobile(To),
        _ when To == From => TwilioErrors.SamePair,
        _ when account.Type == "Trial" && !account.VerifiedNumbers.Contains(To) => TwilioErrors.Unverified(To),
        _ => null,
    };

    private TwilioError? CheckSender(Account account, SmsNetwork network)
    {
        if (MessagingServiceSid is not null)
        {
            if (network.FindService(MessagingServiceSid)?.AccountSid != account.Sid)
            {
                return TwilioErrors.ServiceUnknown;
            }

            if (From is null)
            {
                return network.NumbersOf(account.Sid).Any(n => n.MessagingServiceSid == MessagingServiceSid) ? null : TwilioErrors.ServiceEmpty;
            }
        }

        switch (From)
        {
            case "+15005550001":
                return TwilioErrors.FromInvalid(From);
            case "+15005550008":
                return TwilioErrors.QueueFull;
        }

        if (!Sender().IsMatch(From!))
        {
            return TwilioErrors.FromInvalid(From!);
        }

        return network.FindNumber(From!) is { Sms: true } number && number.AccountSid == account.Sid
            ? null
            : TwilioErrors.FromNotOwned(From!);
    }

    private TwilioError? CheckOptions(DateTimeOffset now)
    {
        if (StatusCallback is not null && !WebAddress.IsCallback(StatusCallback))
        {
            return TwilioErrors.StatusCallbackInvalid(StatusCallback);
        }

        if (ValidityPeriod is not null
            && (!int.TryParse(ValidityPeriod, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 36_000))
        {
            return TwilioErrors.ValidityPeriod;
        }

        if (!IsScheduled)
        {
            return null;
        }

        if (MessagingServiceSid is null)
        {
            return TwilioErrors.ScheduleWithoutService;
        }

        return SendAt is { } at && at >= now.AddSeconds(300) && at <= now.AddDays(35) ? null : TwilioErrors.ScheduleTime;
    }

    [GeneratedRegex(@"^\+[1-9]\d{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"^(\+[1-9]\d{6,14}|\d{3,8}|[A-Za-z0-9 &_+-]{1,11})\z")]
    private static partial Regex Sender();
}
