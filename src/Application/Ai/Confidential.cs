using System.Text;
using System.Text.RegularExpressions;

namespace SmsPlatform.Application.Ai;

/// <summary>What instructions themselves call secret, found again in an answer in whatever disguise a model may be talked into.</summary>
/// <remarks>Single words, which are too short to be told by a run of words. What is written as an ordinary word is not known to be one.</remarks>
internal static partial class Confidential
{
    private const int ShortestSecret = 4;

    public static bool IsTold(string answer, ModelTask task)
    {
        if (Spelled().IsMatch(answer))
        {
            return true;
        }

        var open = Squeeze(string.Join('\n', task.Passages.Select(passage => $"{passage.Title}\n{passage.Text}")));
        var said = Squeeze(answer);
        return SecretsOf(task.Instructions).Any(secret => !open.Contains(Squeeze(secret), StringComparison.Ordinal)
            && Disguises(secret).Any(form => said.Contains(form, StringComparison.Ordinal)));
    }

    // Names, figures and quoted words of a sentence that speaks of a secret.
    private static IEnumerable<string> SecretsOf(string instructions) =>
        Domain.Knowledge.Sentences.Of(instructions)
            .Where(sentence => SpeaksOfASecret().IsMatch(sentence))
            .SelectMany(sentence => Marked().Matches(sentence).Where(word => word.Index > 0).Select(word => word.Value.Trim('"', '“', '”', '\'')))
            .Where(word => word.Length >= ShortestSecret)
            .Distinct();

    private static IEnumerable<string> Disguises(string secret)
    {
        var plain = Squeeze(secret);
        yield return plain;
        yield return new string([.. plain.Reverse()]);
        yield return Squeeze(new string([.. secret.Select(Rotate)]));
        foreach (var form in new[] { secret, secret.ToLowerInvariant(), secret.ToUpperInvariant() })
        {
            yield return Squeeze(Convert.ToHexString(Encoding.UTF8.GetBytes(form)));

            // Its letters within a longer text in base64 depend on where they stand: without the first and last group, they are found in one of three ways.
            for (var shift = 0; shift < 3; shift++)
            {
                var whole = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + form)).TrimEnd('=');
                if (whole.Length > 8)
                {
                    yield return Squeeze(whole[4..^2]);
                }
            }
        }
    }

    private static char Rotate(char letter) => letter switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((letter - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((letter - 'A' + 13) % 26)),
        _ => letter,
    };

    private static string Squeeze(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    [GeneratedRegex(
        @"\b(secret|confidential|password|passcode|code|pin|token|key|internal|private|classified|never|nobody|no one|not\s+(?:be\s+)?(?:tell|told|say|said|speak|mention(?:ed)?|reveal(?:ed)?|disclose[d]?|share[d]?))\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SpeaksOfASecret();

    [GeneratedRegex("""["“'][^"”'\n]{3,60}["”']|[\p{L}\p{N}_\-]*\p{N}[\p{L}\p{N}_\-]*|\p{Lu}[\p{L}\p{N}_\-]+""", RegexOptions.NonBacktracking)]
    private static partial Regex Marked();

    /// <summary>Letter by letter, as nobody writes to a customer.</summary>
    [GeneratedRegex(@"(?:(?:^|[^\p{L}\p{N}])[\p{L}\p{N}](?:[ \-.,_*|]+[\p{L}\p{N}]){4,}(?:$|[^\p{L}\p{N}]))")]
    private static partial Regex Spelled();
}
