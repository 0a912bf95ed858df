using SmsPlatform.Application.Messaging.Answers;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>What a chatbot answered, beside what it would answer.</summary>
public sealed class Replay
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<ReplayedTurn> Turns { get; init; } = [];

    /// <summary>How many were not run for want of time.</summary>
    public int Left { get; init; }
}

/// <summary>One answer to one or several messages.</summary>
public sealed class ReplayedTurn
{
    public Guid ConversationId { get; init; }

    /// <summary>What was answered together, oldest first.</summary>
    public IReadOnlyList<Guid> MessageIds { get; init; } = [];

    /// <summary>What was answered then; null when nothing was decided about it.</summary>
    public ReplayedAnswer? Then { get; init; }

    /// <summary>What would be answered.</summary>
    public ReplayedAnswer Now { get; init; } = new();

    /// <summary>The text or where it comes from is another one.</summary>
    public bool Differs { get; init; }
}

/// <summary>An answer, with where it comes from.</summary>
public sealed class ReplayedAnswer
{
    /// <summary>Null when a person, or a program in its place, answered.</summary>
    public AnswerOrigin? Origin { get; init; }

    public bool HandsOff { get; init; }

    /// <summary>The messages of it; none for silence.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Carrier segments of them all.</summary>
    public int Segments { get; init; }

    /// <summary>The name of the rule that answered, or the last that did something.</summary>
    public string? Rule { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool IsLead { get; init; }

    /// <summary>What was found in the documents, best first.</summary>
    public IReadOnlyList<AnswerPassage> Passages { get; init; } = [];

    /// <summary>The language model that was asked.</summary>
    public string? Model { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>By the configured prices.</summary>
    public decimal Cost { get; init; }

    /// <summary>Why the model's or the documents' answer was not taken: a code.</summary>
    public string? Note { get; init; }
}
