namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>A phone that texted, and the ids of what it sent.</summary>
internal sealed record PhoneTally(string Number, bool IsStop)
{
    public List<string> Sids { get; } = [];
}

/// <summary>An SMS that a program asked for.</summary>
internal sealed record RequestTally(string Number, string Body);

/// <summary>What went in and what came out.</summary>
internal sealed record Tally(
    int MessagesIn, int AnswersDue, int OnThePhone, int Duplicates, int DuplicatesInTheWindow, int Losses, IReadOnlyList<string> Faults)
{
    public bool IsFine => Duplicates == 0 && Losses == 0 && Faults.Count == 0;
}
