namespace SmsPlatform.Application.Ai;

/// <summary>
/// Whether an answer says only what its passages say, as far as words tell: its figures and names stand in them or in the question, and
/// so does a good part of all its words. It cannot tell a wrong sentence made of right words; it does tell an invention.
/// </summary>
public static class Support
{
    /// <summary>The least part of an answer's words that its passages or the question must hold.</summary>
    public const double Threshold = 0.6;

    // What a word is known by: inflections differ at the end.
    private const int Stem = 5;
    private const int ShortestWord = 4;

    public static bool Holds(string answer, IEnumerable<string> passages, IEnumerable<string> question)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in passages)
        {
            known.UnionWith(Words(text).Select(Known));
        }

        var asked = new HashSet<string>(question.SelectMany(Words).Select(Known), StringComparer.OrdinalIgnoreCase);
        var words = 0;
        var found = 0;
        foreach (var word in Words(answer))
        {
            var stands = known.Contains(Known(word));
            if (word.Any(char.IsDigit))
            {
                // A figure that nobody gave is an invention, whatever stands around it.
                if (!stands && !asked.Contains(Known(word)))
                {
                    return false;
                }
            }

            if (word.Length >= ShortestWord)
            {
                words++;
                found += stands || asked.Contains(Known(word)) ? 1 : 0;
            }
        }

        // What repeats the question alone rests on nothing.
        return found >= words * Threshold && Words(answer).Any(word => word.Length >= ShortestWord && known.Contains(Known(word)));
    }

    private static string Known(string word) => word.Length > Stem && !word.Any(char.IsDigit) ? word[..Stem] : word;

    /// <summary>Runs of letters and digits, with what stands inside figures and addresses: 9:30, 12.50, info@example.com.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var isInside = index < text.Length
                && (char.IsLetterOrDigit(text[index])
                    || (start >= 0 && text[index] is '.' or ':' or '@' or ',' && index + 1 < text.Length && char.IsLetterOrDigit(text[index + 1])
                        && (char.IsDigit(text[index + 1]) || text[index] is '@' or '.') && index > 0));
            if (isInside && start < 0)
            {
                start = index;
            }
            else if (!isInside && start >= 0)
            {
                yield return text[start..index];
                start = -1;
            }
        }
    }
}
