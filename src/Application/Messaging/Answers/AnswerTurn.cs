using SmsPlatform.Application.Ai;
using SmsPlatform.Application.Automation;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>One go at answering a burst: what is known, and what was found on the way.</summary>
internal sealed class AnswerTurn(Burst burst, Chatbot chatbot, DateTimeOffset now)
{
    public Burst Burst { get; } = burst;

    public Chatbot Chatbot { get; } = chatbot;

    public DateTimeOffset Now { get; } = now;

    /// <summary>In a replay: the rules that are tried out; null for the chatbot's own.</summary>
    public IReadOnlyList<RuleEntry>? DraftRules { get; init; }

    /// <summary>In a replay: where the conversation stood then; null for its end.</summary>
    public long? Before { get; init; }

    /// <summary>What the contact said that is no word of consent, oldest first. A choice that was offered counts as what it means.</summary>
    public IReadOnlyList<string> Said { get; } =
    [
        .. burst.Messages.Where(message => message.Consent is null).Select(message =>
            QuickReplies.Chosen(message.Body, burst.Offered) is { } choice ? QuickReplies.Meaning(choice) : message.Body),
    ];

    public string Text => string.Join('\n', Said);

    public Findings Found { get; } = new();

    /// <summary>Whether a text is within the chatbot's budget.</summary>
    public bool Fits(string text) =>
        Burst.Channel == Channel.Sms ? SmsSegments.Count(GsmText.Simplify(text)).Segments <= Chatbot.SegmentBudget : text.Length <= 4000;
}

/// <summary>What the ways of answering found and did, whether or not they answered.</summary>
public sealed class Findings
{
    public KeywordRuleId? RuleId { get; set; }

    public string? RuleName { get; set; }

    public ReplyTemplateId? TemplateId { get; set; }

    public List<string> Tags { get; } = [];

    /// <summary>What the contact is told of its consent. It goes before the answer, also to someone who just opted out.</summary>
    public List<string> Confirmations { get; } = [];

    /// <summary>The contact is interested, says a rule.</summary>
    public bool IsLead { get; set; }

    public IReadOnlyList<AnswerPassage> Passages { get; set; } = [];

    /// <summary>What the model was asked and made of it.</summary>
    public ModelAnswer? Model { get; set; }

    /// <summary>Why the model's or the documents' answer was not taken: a code.</summary>
    public string? Note { get; set; }
}

/// <summary>A passage that was looked at.</summary>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="IsCited">The answer rests on it.</param>
public sealed record AnswerPassage(Guid Id, Guid DocumentId, string DocumentTitle, double Confidence, bool IsCited);
