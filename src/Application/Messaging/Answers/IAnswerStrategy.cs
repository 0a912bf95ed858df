using SmsPlatform.Domain.Automation;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>One way to answer. They are asked in the order of <see cref="AnswerOrder"/>, until one answers.</summary>
internal interface IAnswerStrategy
{
    /// <returns>Null: not for this one.</returns>
    Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken);
}

/// <summary>What is to be done about a burst.</summary>
/// <param name="Text">Null for silence.</param>
public sealed record Answer(AnswerOrigin Origin, string? Text = null)
{
    /// <summary>Choices that are offered along with it.</summary>
    public IReadOnlyList<QuickReply> QuickReplies { get; init; } = [];

    /// <summary>From now on a person leads the conversation; this is the last that the bot says.</summary>
    public bool HandsOff { get; init; }

    public static Task<Answer?> None { get; } = Task.FromResult<Answer?>(null);
}

/// <summary>Which way of answering an answer came from.</summary>
public enum AnswerOrigin
{
    /// <summary>A word such as STOP: the provider answers it.</summary>
    Consent,

    /// <summary>A person leads the conversation, or nobody may be answered here.</summary>
    NotForTheBot,

    /// <summary>Its webhook never came, and when it was found nobody waited for an answer any more.</summary>
    TooLate,

    /// <summary>Outside the business hours.</summary>
    Closed,

    /// <summary>The contact asked for a person.</summary>
    HandOffWord,

    /// <summary>A keyword rule.</summary>
    Rule,

    /// <summary>The words of a document.</summary>
    Knowledge,

    /// <summary>The language model, from documents.</summary>
    Model,

    /// <summary>The first words to a new contact.</summary>
    Greeting,

    /// <summary>Nothing better was known.</summary>
    Fallback,

    /// <summary>Nothing was known, so a person shall answer.</summary>
    HandOff,
}
