using System.Globalization;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>What all scenarios came to.</summary>
internal sealed class Report
{
    private const int Several = 3;

    private readonly Lock _gate = new();
    private readonly List<(Plan Plan, Tally Tally)> _done = [];
    private readonly Dictionary<Point, int> _reached = [];
    private readonly List<(int Seed, string What)> _failed = [];

    public int Passed => _done.Count(each => each.Tally.IsFine);

    public int Failed => _failed.Count;

    public void Add(Plan plan, Tally tally, IEnumerable<Blow> struck)
    {
        lock (_gate)
        {
            _done.Add((plan, tally));
            foreach (var point in struck.Select(blow => blow.Point!.Value))
            {
                _reached[point] = _reached.GetValueOrDefault(point) + 1;
            }

            if (!tally.IsFine)
            {
                _failed.Add((plan.Seed, $"{plan}\n  {string.Join("\n  ", tally.Faults)}"));
            }
        }
    }

    public void Fail(Plan plan, string why)
    {
        lock (_gate)
        {
            _failed.Add((plan.Seed, $"{plan}\n  {why}"));
        }
    }

    /// <summary>The table, the points, and each seed that failed with how to repeat it.</summary>
    public void Print(TimeSpan took)
    {
        Line($"");
        Line($"| main trouble | scenarios | messages in | answers due | answers on the phone | duplicates | twice, when neither callback nor look-up could tell | losses |");
        Line($"|---|---|---|---|---|---|---|---|");
        foreach (var family in _done.GroupBy(each => each.Plan.Family).OrderBy(family => family.Key))
        {
            Row(family.Key.ToString(), [.. family.Select(each => each.Tally)]);
        }

        Row("**all**", [.. _done.Select(each => each.Tally)]);
        Line($"");
        Line($"| blows that fell at | before the call | during it | after it |");
        Line($"|---|---|---|---|");
        foreach (var method in Points.All.GroupBy(point => point.Method))
        {
            Line($"| {method.Key} | {string.Join(" | ", method.Select(point => _reached.GetValueOrDefault(point)))} |");
        }

        foreach (var (seed, failure) in _failed)
        {
            Line($"\nFAILED {failure}\n  again: tests/FaultTests/run --seed {seed} --times 10");
        }

        Line($"\n{Passed + Failed} scenarios in {took.TotalSeconds:0} s.");
    }

    /// <summary>Points that several scenarios meant and none came by: the harness may have lost sight of one.</summary>
    public IReadOnlyList<Point> Missed() =>
    [
        .. _done.SelectMany(each => each.Plan.Blows).Select(blow => blow.Point).OfType<Point>().Where(point => !_reached.ContainsKey(point))
            .GroupBy(point => point).Where(point => point.Count() >= Several).Select(point => point.Key),
    ];

    private static void Row(string name, List<Tally> tallies) => Line(
        $"| {name} | {tallies.Count} | {tallies.Sum(t => t.MessagesIn)} | {tallies.Sum(t => t.AnswersDue)} | {tallies.Sum(t => t.OnThePhone)} | {tallies.Sum(t => t.Duplicates)} | {tallies.Sum(t => t.DuplicatesInTheWindow)} | {tallies.Sum(t => t.Losses)} |");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
