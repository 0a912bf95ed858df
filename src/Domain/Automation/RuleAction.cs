namespace SmsPlatform.Domain.Automation;

/// <summary>What a rule does with a message. Each may say a template as well.</summary>
public enum RuleAction
{
    /// <summary>Says the template.</summary>
    Reply,

    /// <summary>Hands the conversation over to a person.</summary>
    HandOff,

    /// <summary>Puts a tag on the conversation. Without a template, the rules below are asked as well.</summary>
    Tag,

    /// <summary>Records that the contact is interested. Without a template, the rules below are asked as well.</summary>
    Lead,

    /// <summary>Answers nothing, and nothing further is asked.</summary>
    Stop,
}
