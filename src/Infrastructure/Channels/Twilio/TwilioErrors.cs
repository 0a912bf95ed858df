using System.Collections.Frozen;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>What one of Twilio's error codes means for the message.</summary>
/// <param name="Outcome">What follows.</param>
/// <param name="Explanation">For a person.</param>
/// <param name="Wait">How long an error of this kind lasts at least, where Twilio does not say.</param>
internal sealed record TwilioError(string Code, AttemptOutcome Outcome, string Explanation, TimeSpan? Wait = null);

/// <summary>Twilio's error codes that decide something here. Every other one is judged by the answer's HTTP status.</summary>
internal static class TwilioErrors
{
    /// <summary>The recipient has opted out with Twilio.</summary>
    public const string OptedOut = "21610";

    public const string SenderRateExceeded = "14107";
    public const string SenderQueueFull = "21611";
    public const string AccountRateExceeded = "63017";

    private static readonly FrozenDictionary<string, TwilioError> ByCode = new TwilioError[]
    {
        // Certainly not sent; at once again, with backoff.
        new("20429", AttemptOutcome.Retry, "Twilio takes no more requests at the moment."),

        // Certainly not sent; worth another try later.
        Later(SenderRateExceeded, 1, "Too many messages were sent at once."),
        Later(SenderQueueFull, 2, "The sender's queue at Twilio is full."),
        Later("30001", 2, "The queue at Twilio overflowed."),
        Later("30003", 5, "The phone is switched off or out of reach."),
        Later("30008", 5, "The carrier reported an unknown error."),
        Later("30017", 5, "The carrier's network is congested."),
        Later("30022", 60, "The carrier's daily limit of this campaign is used up."),
        Later("30023", 60, "T-Mobile's daily limit of this brand is used up."),
        Later("30027", 60, "T-Mobile's daily limit is used up."),
        Later("30410", 5, "The carrier did not answer in time."),
        Later(AccountRateExceeded, 1, "The account's message rate is exceeded."),
        Later("63018", 1, "The channel's message rate is exceeded."),

        // The recipient: another try would fail the same way.
        Refused(OptedOut, "The recipient opted out by texting STOP."),
        Refused("21211", "The number written to is not valid."),
        Refused("21214", "The number written to cannot be reached."),
        Refused("21217", "The number written to is not valid."),
        Refused("21408", "Sending to this country is not allowed in the Twilio account."),
        Refused("21612", "The recipient cannot be reached from this sender."),
        Refused("21614", "The number written to is not a mobile number."),
        Refused("30004", "The recipient or the carrier blocks this message."),
        Refused("30005", "The number written to does not exist."),
        Refused("30006", "The number written to is a landline or its carrier cannot be reached."),

        // The content.
        Refused("21602", "The message has no text."),
        Refused("21617", "The text is longer than 1600 characters."),
        Refused("21619", "The message has neither text nor media."),
        Refused("21620", "A media address is not valid."),
        Refused("21623", "The message has too many media."),
        Refused("30007", "A carrier filtered the message as unwanted."),
        Refused("30019", "The content is larger than the carrier takes."),
        Refused("63016", "Outside the conversation window only a template may be sent."),

        // The account or its settings: nothing sent from it will pass until they are mended.
        Broken("10001", "The Twilio account is not active."),
        Broken("20003", "Twilio refused the credentials."),
        Broken("20005", "The Twilio account is not active."),
        Broken("20404", "The Twilio account was not found."),
        Broken("21212", "The sender's number is not valid."),
        Broken("21603", "No sender is set."),
        Broken("21606", "The sender's number cannot send SMS, or is not in this account."),
        Broken("21608", "A trial account sends only to verified numbers."),
        Broken("21659", "The sender's number is not in this Twilio account."),
        Broken("21660", "The sender's number belongs to another Twilio account."),
        Broken("21703", "The Messaging Service has no number that can send this."),
        Broken("21704", "The Messaging Service has no number."),
        Broken("21705", "The Messaging Service does not exist."),
        Broken("30002", "The Twilio account is suspended."),
        Broken("30032", "The toll-free number is not verified."),
        Broken("30034", "The number is not registered for A2P 10DLC."),
        Broken("30450", "Twilio blocked the message because it suspects SMS pumping."),
        Broken("30610", "Twilio's Compliance Toolkit blocked the message."),
        Broken("30640", "Twilio's Compliance Toolkit blocked the message."),
    }.ToFrozenDictionary(error => error.Code);

    public static IReadOnlyCollection<TwilioError> All => ByCode.Values;

    /// <summary>Null for a code that decides nothing here.</summary>
    public static TwilioError? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>A sentence for a person: ours for a code that is known, else Twilio's own words; null when there are none.</summary>
    public static string? Explain(string? code, string? words) =>
        Find(code)?.Explanation ?? (string.IsNullOrWhiteSpace(words) ? null : words);

    private static TwilioError Later(string code, int minutes, string explanation) =>
        new(code, AttemptOutcome.Retry, explanation, TimeSpan.FromMinutes(minutes));

    private static TwilioError Refused(string code, string explanation) => new(code, AttemptOutcome.Rejected, explanation);

    private static TwilioError Broken(string code, string explanation) => new(code, AttemptOutcome.Misconfigured, explanation);
}
