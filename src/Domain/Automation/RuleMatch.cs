namespace SmsPlatform.Domain.Automation;

/// <summary>How a rule's patterns are compared with a message. Upper and lower case never matter.</summary>
public enum RuleMatch
{
    /// <summary>The message says this and nothing else, but for white space and final punctuation.</summary>
    Exact,

    /// <summary>This occurs anywhere in the message, within a word as well.</summary>
    Contains,

    /// <summary>The message begins with this.</summary>
    StartsWith,

    /// <summary>A regular expression without look-around, back-references or atomic groups.</summary>
    Regex,
}
