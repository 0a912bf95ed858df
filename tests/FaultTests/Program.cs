using System.Globalization;
using SmsPlatform.FaultTests.Scenarios;

namespace SmsPlatform.FaultTests;

/// <summary>This assembly's entry point: the seeded scenarios. Started by <c>run</c> beside it, which says what it takes.</summary>
internal static class Program
{
    private const int DefaultScenarios = 200;
    private const int DefaultWorlds = 4;

    private static Task<int> Main(string[] arguments)
    {
        var first = Option(arguments, "--seed", 1);
        var count = Option(arguments, "--scenarios", arguments.Contains("--seed") ? 1 : DefaultScenarios);
        var repeats = Option(arguments, "--times", 1);
        var seeds = Enumerable.Repeat(Enumerable.Range(first, count), repeats).SelectMany(each => each).ToList();
        return new Runner(seeds, Option(arguments, "--worlds", DefaultWorlds)).RunAsync();
    }

    private static int Option(string[] arguments, string name, int value) =>
        Array.IndexOf(arguments, name) is >= 0 and var at ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : value;
}
