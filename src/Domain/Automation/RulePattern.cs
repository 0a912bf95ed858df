using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SmsPlatform.Domain.Automation;

/// <summary>One pattern of a rule, ready to be compared.</summary>
/// <remarks>
/// Owners write them and strangers' messages are run against them, so both are bounded: the non-backtracking engine takes time in
/// proportion to the text, the text and the pattern are cut to a length, and a clock ends what is still too much.
/// </remarks>
public sealed class RulePattern
{
    public const int MaxLength = 200;

    /// <summary>Of a message, no more than this is looked at: what an SMS can hold.</summary>
    public const int MaxTextLength = 1600;

    private const int MaxCompiled = 2000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(100);

    /// <summary>What is built for a pattern grows with its counters, as in <c>(a{99}){99}</c>; the engine refuses beyond this.</summary>
    private const int MaxAutomaton = 5000;

    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    private readonly RuleMatch _match;
    private readonly string _pattern;
    private readonly Regex? _regex;

    static RulePattern() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", MaxAutomaton);

    private RulePattern(RuleMatch match, string pattern, Regex? regex)
    {
        _match = match;
        _pattern = pattern;
        _regex = regex;
    }

    public static Result<RulePattern> Parse(RuleMatch match, string? pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern) || pattern.Length > MaxLength || pattern.Contains('\0', StringComparison.Ordinal))
        {
            return AutomationErrors.PatternLength;
        }

        if (match != RuleMatch.Regex)
        {
            return Plain(pattern) is { Length: > 0 } plain ? new RulePattern(match, plain, null) : AutomationErrors.PatternLength;
        }

        try
        {
            var regex = Compile(pattern);
            return regex.IsMatch("") ? AutomationErrors.PatternMatchesAll : new RulePattern(match, pattern, regex);
        }
        catch (RegexParseException exception)
        {
            return AutomationErrors.PatternMalformed(exception.Error, exception.Offset);
        }
        catch (NotSupportedException)
        {
            return AutomationErrors.PatternUnsupported;
        }
        catch (RegexMatchTimeoutException)
        {
            return AutomationErrors.PatternTooSlow;
        }
    }

    /// <returns>False as well when it could not be told in time.</returns>
    public bool IsMatch(string message)
    {
        var text = message.Cut(MaxTextLength);
        if (_regex is null)
        {
            var plain = Plain(text);
            return _match switch
            {
                RuleMatch.Exact => plain.Equals(_pattern, StringComparison.OrdinalIgnoreCase),
                RuleMatch.StartsWith => plain.StartsWith(_pattern, StringComparison.OrdinalIgnoreCase),
                _ => plain.Contains(_pattern, StringComparison.OrdinalIgnoreCase),
            };
        }

        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex Compile(string pattern)
    {
        if (Compiled.TryGetValue(pattern, out var known))
        {
            return known;
        }

        var regex = new Regex(pattern, Options, MaxTime);
        if (Compiled.Count >= MaxCompiled)
        {
            Compiled.Clear();
        }

        return Compiled.GetOrAdd(pattern, regex);
    }

    /// <summary>Single spaces between words, and no punctuation at the end: "Opening  hours?" is "Opening hours".</summary>
    private static string Plain(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '!', '?', ',', ';', ':', ' ');
}
