namespace SmsPlatform.Domain.Messaging;

/// <summary>What a message that is nothing but a keyword asks for.</summary>
public enum ConsentWord
{
    /// <summary>STOP and its kin.</summary>
    OptOut,

    /// <summary>START, UNSTOP.</summary>
    OptIn,

    /// <summary>YES: an opt-in only from someone who is opted out, else an ordinary answer.</summary>
    OptInIfOptedOut,

    /// <summary>HELP, INFO.</summary>
    Help,
}
