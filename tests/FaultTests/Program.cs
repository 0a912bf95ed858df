using System.Globalization;
using SmsPlatform.FaultTests.Scenarios;

namespace SmsPlatform.FaultTests;

/// <summary>This assembly's entry point: the seeded scenarios. Started by <c>run</c> beside it, which says what it takes.</summary>
internal static class Program
{
    private const int DefaultScenarios = 200;
    private const int DefaultWorlds = 4;

    // Of scenarios or minutes.
    private const int Endless = 1_000_000;

    private static Task<int> Main(string[] arguments)
    {
        var first = Option(arguments, "--seed", 1);
        var minutes = Option(arguments, "--minutes", 0);
        var count = Option(arguments, "--scenarios", minutes > 0 ? Endless : arguments.Contains("--seed") ? 1 : DefaultScenarios);
        var repeats = Option(arguments, "--times", 1);
        var seeds = Enumerable.Repeat(Enumerable.Range(first, count), repeats).SelectMany(each => each).ToList();
        return new Runner(seeds, Option(arguments, "--worlds", DefaultWorlds), TimeSpan.FromMinutes(minutes > 0 ? minutes : Endless)).RunAsync();
    }

    private static int Option(string[] arguments, string name, int value) =>
        Array.IndexOf(arguments, name) is >= 0 and var at ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : value;
}
