using System.Globalization;
using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>What a scenario does, all of it decided by its seed. What the machine makes of it, its scheduler decides.</summary>
internal sealed record Plan(
    int Seed,
    Family Family,
    IReadOnlyList<PhonePlan> Phones,
    int Requests,
    IReadOnlyList<Blow> Blows,
    FailurePlan Provider,
    int? KilledInMigration)
{
    public override string ToString() => string.Join('\n',
    [
        $"seed {Seed}, {Family}: {Phones.Count} phones, {Phones.Sum(phone => phone.Texts.Count)} messages, {Requests} sent by a program",
        .. Blows.Select(blow => $"  {blow}"),
        .. Provider.Sends.Select(rule => $"  the provider, at {Times(rule)} sends: {rule.Fault} {Number(rule.Seconds)} s"),
        .. Provider.Callbacks.Select(rule => $"  the provider, at {Times(rule)} callbacks: {Callback(rule)}"),
        .. Provider.LookUps.Select(rule => $"  the provider, at {Times(rule)} look-ups: {rule.Status}"),
        .. Provider.LogLagSeconds > 0 ? [$"  the provider's log lags {Number(Provider.LogLagSeconds)} s behind"] : (string[])[],
        .. KilledInMigration is { } milliseconds ? [$"  on an empty database, a node killed {milliseconds} ms after it began with the tables"] : (string[])[],
    ]);

    private static string Times(FailureRule rule) => rule.Times is { } times ? Number(times) : "all";

    private static string Callback(CallbackFailure rule) =>
        rule.Omit ? "omitted" : rule.Reverse ? "in reverse" : $"{rule.Copies} times, {Number(rule.DelaySeconds)} s late";

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>What kind of trouble a scenario is mainly about; a row of the table.</summary>
internal enum Family
{
    Kill,
    Freeze,
    Hold,
    Terminate,
    Database,
    Network,
    Provider,
    Callbacks,
    Migration,

    /// <summary>The provider takes a message after it has said that it does not know it: nobody can tell, so the message comes twice.</summary>
    BeyondTheWindow,
}

/// <summary>A phone and what it sends.</summary>
internal sealed record PhonePlan(IReadOnlyList<TextPlan> Texts);

/// <summary>One text.</summary>
/// <param name="At">Milliseconds after the scenario's start.</param>
/// <param name="Node">Where its webhook goes to first; each further try goes to the other node.</param>
/// <param name="Copies">How often the provider posts it though nothing failed, the first time included.</param>
/// <param name="CopiesAt">Milliseconds between them.</param>
internal sealed record TextPlan(int At, int Node, int Copies, int CopiesAt, bool IsStop);

/// <summary>One thing that is done to the processes or to what is between them.</summary>
/// <param name="Point">When a call waits there, on whichever node comes first; null: after some milliseconds.</param>
/// <param name="Nth">Which call.</param>
/// <param name="Milliseconds">How long it lasts; for a kill, how long the process stays away.</param>
internal sealed record Blow(Point? Point, int Nth, int At, int Node, Deed Deed, int Milliseconds)
{
    public override string ToString() =>
        $"{(Point is { } point ? $"{point}, call {Nth}" : $"at {At} ms, node {Node}")}: {Deed}, {Milliseconds} ms";
}

internal enum Deed
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT later.</summary>
    Freeze,

    /// <summary>The one call waits, the process goes on.</summary>
    Hold,

    /// <summary>SIGTERM.</summary>
    Terminate,

    CutDatabase,
    StallDatabase,
    RefuseDatabase,
    LoseDatabaseAnswers,
    KillDatabase,
    FreezeDatabase,

    CutProvider,
    StallProvider,
    RefuseProvider,
    LoseProviderAnswers,
    FreezeProvider,
}
