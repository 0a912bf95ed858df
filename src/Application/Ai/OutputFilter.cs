using System.Text.RegularExpressions;

namespace SmsPlatform.Application.Ai;

/// <summary>Looks over what a model wrote before anybody else does.</summary>
public static partial class OutputFilter
{
    // So many words in a row are no accident, in whatever case and punctuation.
    private const int TellingWords = 6;

    public static WithheldReason? Check(string answer, ModelTask task)
    {
        if (SecretLike().IsMatch(answer))
        {
            return WithheldReason.LooksSecret;
        }

        var said = Words(answer);
        var told = AnswerPrompt.Build(task).First(part => part.Role == PromptRole.System).Text;

        // What an instruction says and a passage too is no secret of the instruction's.
        var open = Runs(task.Passages.SelectMany(passage => Words($"{passage.Title}\n{passage.Text}")).ToArray());
        var secret = Runs(Words(told));
        secret.ExceptWith(open);
        return Runs(said).Overlaps(secret) || TellsShortInstructions(said, task) || Confidential.IsTold(answer, task) ? WithheldReason.TellsInstructions : null;
    }

    // Instructions of fewer words than make a run.
    private static bool TellsShortInstructions(string[] said, ModelTask task)
    {
        var own = Words(task.Instructions);
        return own.Length is >= 3 and < TellingWords
            && $" {string.Join(' ', said)} ".Contains($" {string.Join(' ', own)} ", StringComparison.Ordinal);
    }

    private static HashSet<string> Runs(string[] words)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var first = 0; first + TellingWords <= words.Length; first++)
        {
            runs.Add(string.Join(' ', words, first, TellingWords));
        }

        return runs;
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    /// <summary>Keys and tokens in the forms that providers give them, ours too, and things called a password.</summary>
    [GeneratedRegex(
        @"\b(sk|pk|rk|smsp|xox[abpr]|ghp|gho|glpat|AKIA|ASIA|AIza|SK|AC)[-_]?[A-Za-z0-9_\-]{16,}|\beyJ[A-Za-z0-9_\-]{10,}\.|\b[0-9a-fA-F]{32,}\b|-----BEGIN|\b(password|passwort|api[ _-]?key|secret|token)\s*(is|ist|:|=)\s*\S{4,}",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex SecretLike();
}
