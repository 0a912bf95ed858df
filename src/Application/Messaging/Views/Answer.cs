using SmsPlatform.Application.Messaging.Answers;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>Where an answer came from.</summary>
public sealed class Answer
{
    /// <summary>The answer's first message.</summary>
    public Guid MessageId { get; init; }

    public AnswerOrigin Origin { get; init; }

    /// <summary>With it a person took over.</summary>
    public bool HandsOff { get; init; }

    public Guid? RuleId { get; init; }

    public Guid? TemplateId { get; init; }

    /// <summary>What rules put on the conversation.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A rule says that the contact is interested.</summary>
    public bool IsLead { get; init; }

    /// <summary>What was found in the documents, best first.</summary>
    public IReadOnlyList<AnswerPassage> Passages { get; init; } = [];

    /// <summary>The language model that was asked.</summary>
    public string? Model { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>By the configured prices.</summary>
    public decimal Cost { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Why the model's or the documents' answer was not taken: a code.</summary>
    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
