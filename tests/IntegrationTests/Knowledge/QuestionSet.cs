using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.Knowledge;

/// <summary>
/// Questions over texts in the public domain (Texts), half of which those do not answer. By the part "tune" thresholds and words were
/// set. "second" was held back, then looked at, and the rules amended; "fresh" was written after that, asked once, and nothing changed since.
/// </summary>
internal static class QuestionSet
{
    private static readonly string[] Documents = ["constitution.md", "amendments.md", "declaration.txt", "gettysburg.txt", "fables.md"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Knowledge", "Texts");

    public static IReadOnlyList<AskedQuestion> Questions { get; } =
        [.. File.ReadLines(Path.Combine(Folder, "questions.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | "))
            .Select(fields => new AskedQuestion(fields[0].Trim(), fields[1].Trim() is "-" ? null : fields[1].Trim(), fields[2].Trim()))];

    public static async Task<Library> FillAsync(PlatformHost host)
    {
        var library = await Library.NewAsync(host);
        foreach (var name in Documents)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Folder, name));
            var title = text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' ');
            var document = await library.AddAsync(title, text, name.EndsWith(".md", StringComparison.Ordinal) ? "markdown" : "text");
            Assert.Equal("ready", document.GetProperty("status").GetString());
        }

        return library;
    }

    public static async Task<IReadOnlyList<Outcome>> AskAsync(Library library, string part)
    {
        var outcomes = new List<Outcome>();
        foreach (var question in Questions.Where(question => question.Part == part))
        {
            outcomes.Add(Outcome.Of(question, await library.SearchAsync(question.Text, limit: 3)));
        }

        return outcomes;
    }

    public static string Row(string name, IReadOnlyList<Outcome> outcomes)
    {
        var answerable = outcomes.Where(outcome => outcome.Question.Phrase is not null).ToList();
        var others = outcomes.Where(outcome => outcome.Question.Phrase is null).ToList();
        var right = Count(answerable, Verdict.Right);
        object[] cells =
        [
            name,
            answerable.Count,
            string.Create(CultureInfo.InvariantCulture, $"{right} ({100.0 * right / answerable.Count:0} %)"),
            Count(answerable, Verdict.Wrong),
            Count(answerable, Verdict.Refused),
            answerable.Count(outcome => outcome.IsFound),
            answerable.Count(outcome => outcome.IsQuoted),
            others.Count,
            Count(others, Verdict.Wrong),
            Count(others, Verdict.Refused),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    public const string Head =
        "| questions | answerable | right | wrong | refused | passage in top 3 | quoted | unanswerable | answered | refused |\n|---|---|---|---|---|---|---|---|---|---|";

    public static string Details(IEnumerable<Outcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var outcome in outcomes.Where(outcome => outcome.Verdict != (outcome.Question.Phrase is null ? Verdict.Refused : Verdict.Right)))
        {
            var what = outcome.Verdict == Verdict.Refused ? "refused" : outcome.Question.Phrase is null ? "answered" : "wrong";
            text.AppendLine(CultureInfo.InvariantCulture, $"{what}, {outcome.Confidence:0.00}: {outcome.Question.Text}");
        }

        return text.ToString();
    }

    public static int Count(IEnumerable<Outcome> outcomes, Verdict verdict) => outcomes.Count(outcome => outcome.Verdict == verdict);
}

/// <param name="Phrase">What the passage says that answers it; null: none does.</param>
internal sealed record AskedQuestion(string Part, string? Phrase, string Text);

internal enum Verdict
{
    Right,
    Wrong,
    Refused,
}

/// <param name="Verdict">Right: taken for answered, and one of the three best passages is the right one.</param>
/// <param name="IsFound">Whether it is, taken for answered or not.</param>
/// <param name="IsQuoted">Whether what would be sent holds the phrase.</param>
internal sealed record Outcome(AskedQuestion Question, Verdict Verdict, bool IsFound, bool IsQuoted, double Confidence)
{
    public static Outcome Of(AskedQuestion question, JsonElement found)
    {
        var passages = found.GetProperty("passages").EnumerateArray().ToList();
        var isAnswered = found.GetProperty("grounding").GetString() == "answered";
        var isFound = passages.Exists(passage => Holds(passage.GetProperty("text").GetString(), question));
        var answer = found.TryGetProperty("answer", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return new Outcome(
            question,
            !isAnswered ? Verdict.Refused : isFound ? Verdict.Right : Verdict.Wrong,
            isFound,
            Holds(answer, question),
            passages.Count > 0 ? passages[0].GetProperty("confidence").GetDouble() : 0);
    }

    private static bool Holds(string? text, AskedQuestion question) =>
        question.Phrase is { } phrase && text?.Contains(phrase, StringComparison.Ordinal) == true;
}
