using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// All that is known of what happened to each message, oldest first: of a received one with what became of its answer, of a sent one
/// with what it answers. Messages of other workspaces have none.
/// </summary>
public sealed record ListTimelines(IReadOnlyCollection<Guid> MessageIds) : IQuery<ILookup<Guid, TimelineEntry>>, INarrowsToChatbot;

/// <summary>The sentences of a timeline.</summary>
public static class TimelineReasons
{
    /// <param name="outcome">How an attempt ended.</param>
    /// <param name="origin">Where an answer came from.</param>
    /// <param name="words">What the provider, or we, said of the failure.</param>
    public static string Of(
        TimelineKind kind, MessageStatus? status, int? attempt, string? code, AttemptOutcome? outcome, AnswerOrigin? origin, string? words) => kind switch
        {
            TimelineKind.Received when code == CaughtUp.Code => "Its webhook never came; it was found at the provider, and stored.",
            TimelineKind.Received => "It was received and stored.",
            TimelineKind.Answered => Answered(origin, isSilent: status == MessageStatus.Received),
            TimelineKind.Processed => "It was marked as processed, without an answer of the bot's.",
            TimelineKind.Queued => "It was queued to be sent.",
            TimelineKind.AttemptStarted => $"Attempt {attempt} to hand it to the provider began.",
            TimelineKind.AttemptEnded => With(Ended(outcome), words),
            TimelineKind.Interrupted => "The node that was sending it was lost. The provider is asked whether it has it before it is sent again.",
            TimelineKind.Settled => "The provider's answer came late: it had taken it.",
            TimelineKind.Reported => With(Reported(status), words),
            TimelineKind.LookedUp => With(LookedUp(status), words),
            TimelineKind.Stopped => With("It was not sent.", words),
            TimelineKind.Retried => "Somebody asked for it to be sent again.",
            _ => With($"It became {status?.ToString().ToLowerInvariant()}.", words),
        };

    private static string With(string sentence, string? words) => string.IsNullOrEmpty(words) ? sentence : $"{sentence} {words}";

    private static string Answered(AnswerOrigin? origin, bool isSilent) => origin switch
    {
        AnswerOrigin.Consent => "It is a word about consent, which the provider answers.",
        AnswerOrigin.NotForTheBot => "The bot does not answer here: a person leads, or the sender cannot be answered.",
        AnswerOrigin.TooLate => "Nothing was said: an answer would have come too late.",
        AnswerOrigin.Closed => isSilent ? "Nothing was said: outside the business hours." : "The bot answered: outside the business hours.",
        AnswerOrigin.HandOffWord => "The contact asked for a person, so the bot handed over.",
        AnswerOrigin.Rule => isSilent ? "A keyword rule matched, and says nothing." : "A keyword rule answered.",
        AnswerOrigin.Knowledge => "The knowledge base answered.",
        AnswerOrigin.Model => "The language model answered from the knowledge base.",
        AnswerOrigin.Greeting => "The bot greeted a new contact.",
        AnswerOrigin.Fallback => isSilent ? "Nothing was known, and nothing was said." : "Nothing better was known, so the fallback was said.",
        AnswerOrigin.HandOff => "Nothing was known, so the bot handed over to a person.",
        _ => "The bot answered.",
    };

    private static string Ended(AttemptOutcome? outcome) => outcome switch
    {
        AttemptOutcome.Accepted => "The provider took it.",
        AttemptOutcome.Retry => "The provider did not take it; it is tried again while there is time.",
        AttemptOutcome.Ambiguous => "Whether the provider took it is not known; it is asked before it is sent again.",
        AttemptOutcome.Misconfigured => "The provider refused our account or settings; the queue is held until they work.",
        _ => "The provider refused it for good.",
    };

    private static string Reported(MessageStatus? status) => status switch
    {
        MessageStatus.Sent => "The provider reported that it has it.",
        MessageStatus.Delivered => "The provider reported that it was delivered.",
        MessageStatus.Read => "The provider reported that it was read.",
        MessageStatus.Undelivered => "The provider reported that it did not reach the recipient.",
        _ => "The provider reported that it failed.",
    };

    private static string LookedUp(MessageStatus? status) => status switch
    {
        MessageStatus.Sent => "The provider was asked, and has it.",
        MessageStatus.Queued => "The provider was asked, and does not have it, so it is sent again.",
        MessageStatus.Failed => "It was given up.",
        _ => "The provider was asked.",
    };
}
