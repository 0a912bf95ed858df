namespace SmsPlatform.Domain.Knowledge;

/// <summary>What an answer must hold to be one, as far as the question tells.</summary>
public enum AnswerKind
{
    Any,

    /// <summary>How many, how much, how old…: a number, in figures or words.</summary>
    Number,

    /// <summary>When: a date, a time, a day or a span of time.</summary>
    Time,
}
