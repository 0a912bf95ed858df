using System.Text;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>What came of each field for each role.</summary>
internal sealed class Table(IReadOnlyList<string> roles)
{
    public const string Yes = "yes";
    public const string Null = "null";

    private readonly Dictionary<(string Group, string Name), string[]> _rows = [];
    private readonly List<string> _groups = [];
    private readonly List<string> _notes = [];

    /// <param name="group">What the field is of.</param>
    public void Set(string group, string name, string role, string outcome)
    {
        lock (_rows)
        {
            if (!_rows.TryGetValue((group, name), out var cells))
            {
                _rows[(group, name)] = cells = new string[roles.Count];
                if (!_groups.Contains(group))
                {
                    _groups.Add(group);
                }
            }

            cells[roles.ToList().IndexOf(role)] = outcome;
        }
    }

    /// <summary>Adds what no role can ask for by itself.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>A line for fields of one type with equal outcomes, in the order of the alphabet.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Line(roles)).AppendLine();
        foreach (var group in _groups.Order(StringComparer.Ordinal))
        {
            text.AppendLine().AppendLine(group);
            var lines = _rows.Where(row => row.Key.Group == group)
                .GroupBy(row => Line(row.Value), row => row.Key.Name)
                .Select(line => $"{line.Key}{string.Join(' ', line.Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal);
            text.AppendJoin(Environment.NewLine, lines).AppendLine();
        }

        text.AppendLine().AppendLine("In answers to mutations alone").AppendJoin(Environment.NewLine, _notes.Order(StringComparer.Ordinal)).AppendLine();
        return text.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    /// <summary>The outcome for what an answer holds at a place, through all lists.</summary>
    /// <param name="answer">The whole answer.</param>
    /// <param name="steps">The fields that lead to it.</param>
    /// <param name="isLeaf">Whether it may be empty of itself: whoever sees the object sees it, null or not.</param>
    public static string Outcome(JsonElement answer, IEnumerable<string> steps, bool isLeaf = false)
    {
        IEnumerable<JsonElement> found = answer.TryGetProperty("data", out var data) ? [data] : [];
        foreach (var step in steps)
        {
            found = found.SelectMany(Items).Where(value => value.ValueKind == JsonValueKind.Object).Select(value => value.GetProperty(step));
        }

        var values = found.ToList();
        var isThere = isLeaf && answer.Code() is null ? values.Count > 0 : values.SelectMany(Items).Any(value => value.ValueKind != JsonValueKind.Null);
        return isThere ? Yes : Named(answer.Code());
    }

    /// <summary>A word for a code: who is not signed in is <c>out</c>; whom something is not allowed gets a <c>no</c>.</summary>
    public static string Named(string? code) => code switch
    {
        null => Null,
        "auth.not_signed_in" => "out",
        _ when code.StartsWith("auth.", StringComparison.Ordinal) => "no",
        _ => code,
    };

    private static string Line(IEnumerable<string> cells) => string.Concat(cells.Select(cell => (cell ?? "?").PadRight(Math.Max(12, (cell ?? "?").Length + 1))));

    private static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Items) : [value];
}
