namespace SmsPlatform.Domain.Knowledge;

/// <summary>What an answer must hold to be one, as far as the question tells.</summary>
public enum AnswerKind
{
    Any,

    /// <summary>How much, how old, what share…: a number, in figures or words.</summary>
    Number,

    /// <summary>How many: a number of what is counted.</summary>
    Count,

    /// <summary>When: a date, a time, a day or a span of time.</summary>
    Time,

    /// <summary>Which day, which year…: a day or a year by its name or number.</summary>
    Date,

    /// <summary>Where: a place, told by in, at, behind… and what is there.</summary>
    Place,

    /// <summary>What kind of: the thing with something said about it, "an oak tree" and not "a tree".</summary>
    Kind,
}
