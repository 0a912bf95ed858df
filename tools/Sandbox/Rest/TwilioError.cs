using System.Text.Json.Serialization;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>An error as Twilio answers it.</summary>
internal sealed record TwilioError(int Code, string Message, int Status)
{
    [JsonPropertyName("more_info")]
    public string MoreInfo => $"https://www.twilio.com/docs/errors/{Code}";

    public IResult ToResult() => TwilioJson.Answer(this, Status);
}

/// <summary>Every refusal of the fake API, in Twilio's words.</summary>
internal static class TwilioErrors
{
    public static readonly TwilioError Unauthenticated = new(20003, "Authenticate", 401);

    public static readonly TwilioError Unreadable = new(20001, "The request's parameters could not be read", 400);

    public static readonly TwilioError TooManyRequests = new(20429, "Too Many Requests", 429);

    public static readonly TwilioError ToMissing = new(21604, "A 'To' phone number is required.", 400);

    public static readonly TwilioError FromMissing = new(21603, "A 'From' phone number is required.", 400);

    public static readonly TwilioError BodyMissing = new(21602, "Message body is required.", 400);

    public static readonly TwilioError BodyTooLong = new(21617, "The concatenated message body exceeds the 1600 character limit", 400);

    public static readonly TwilioError TooManyMedia = new(21623, "Number of media files exceeds allowed limit", 400);

    public static readonly TwilioError OptedOut = new(21610, "Attempt to send to unsubscribed recipient", 400);

    public static readonly TwilioError SamePair = new(21266, "'To' and 'From' number cannot be the same", 400);

    public static readonly TwilioError QueueFull = new(21611, "This 'From' number has exceeded the maximum number of queued messages", 429);

    public static readonly TwilioError ServiceUnknown = new(21701, "The Messaging Service does not exist", 404);

    public static readonly TwilioError ServiceEmpty = new(21703, "The Messaging Service does not contain any phone numbers", 400);

    public static readonly TwilioError ValidityPeriod = new(21624, "The ValidityPeriod is invalid: it must be between 1 and 36000 seconds", 400);

    public static readonly TwilioError ScheduleWithoutService = new(35118, "MessagingServiceSid is required to schedule a message", 400);

    public static readonly TwilioError ScheduleTime = new(35111, "'SendAt' time must be between 300 seconds and 35 days in the future", 400);

    public static readonly TwilioError NotCancelable = new(30409, "The message can not be canceled in its present status", 409);

    public static TwilioError Internal(int status) => new(20500, "An internal server error has occurred", status);

    public static TwilioError ToInvalid(string to) => new(21211, $"The 'To' number {to} is not a valid phone number.", 400);

    public static TwilioError FromInvalid(string from) => new(21212, $"The 'From' number {from} is not a valid phone number, shortcode, or alphanumeric sender ID.", 400);

    public static TwilioError FromNotOwned(string from) =>
        new(21606, $"The 'From' phone number {from} is not a valid, message-capable Twilio phone number or short code for your account.", 400);

    public static TwilioError NotRoutable(string to) => new(21612, $"The 'To' phone number {to} is not currently reachable using the 'From' phone number via SMS.", 400);

    public static TwilioError RegionForbidden(string to) => new(21408, $"Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}.", 400);

    public static TwilioError Unverified(string to) => new(21608, $"The number {to} is unverified. Trial accounts cannot send messages to unverified numbers.", 400);

    public static TwilioError NotMobile(string to) => new(21614, $"'To' number: {to}, is not a mobile number", 400);

    public static TwilioError MediaInvalid(string url) => new(21620, $"Invalid media URL(s): {url}", 400);

    public static TwilioError StatusCallbackInvalid(string url) => new(21609, $"The 'StatusCallback' URL {url} is not a valid URL.", 400);

    public static TwilioError SmsUrlInvalid(string url) => new(21502, $"SmsUrl is not valid: {url}", 400);

    public static TwilioError AccountInactive(string sid) => new(20005, $"Account {sid} is not active", 403);

    public static TwilioError NotFound(string path) => new(20404, $"The requested resource {path} was not found", 404);

    public static TwilioError Scripted(int code) => code switch
    {
        21610 => OptedOut,
        21611 => QueueFull,
        21617 => BodyTooLong,
        20003 => Unauthenticated,
        20429 => TooManyRequests,
        _ => new TwilioError(code, DeliveryErrors.TextOf(code), 400),
    };
}

/// <summary>The texts Twilio gives to a message that was accepted and did not arrive.</summary>
internal static class DeliveryErrors
{
    public static string TextOf(int code) => code switch
    {
        30001 => "Queue overflow",
        30002 => "Account suspended",
        30003 => "Unreachable destination handset",
        30004 => "Message blocked",
        30005 => "Unknown destination handset",
        30006 => "Landline or unreachable carrier",
        30007 => "Carrier violation",
        30008 => "Unknown error",
        30017 => "Carrier network congestion",
        30019 => "Content size exceeds carrier limit",
        30034 => "Message from an Unregistered Number",
        30036 => "Validity Period Expired",
        30450 => "Message delivery blocked",
        _ => $"Error {code}",
    };
}
