using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Suggests names that may have been meant. Says nothing where introspection is off, since it would tell the schema.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    // Comparing costs the product of both lengths.
    private const int LongestName = 64;

    public static string For<T>(ValidationOptions options, string name, NamedList<T> known)
        where T : class, INamedElement =>
        options.AllowIntrospection && name.Length <= LongestName
            ? DidYouMean(string.Empty, Closest(name, known.Select(item => item.Name)))
            : string.Empty;

    public static string ForField(ValidationOptions options, Schema schema, NamedType parent, string name)
    {
        if (!options.AllowIntrospection || name.Length > LongestName)
        {
            return string.Empty;
        }

        var implementing = parent is ObjectType
            ? []
            : schema.GetPossibleTypes(parent).Where(type => type.Fields.Find(name) is not null).Select(type => type.Name).ToList();
        return implementing.Count > 0
            ? DidYouMean("to use an inline fragment on ", implementing)
            : parent is ComplexType type ? DidYouMean(string.Empty, Closest(name, type.Fields.Select(field => field.Name))) : string.Empty;
    }

    private static string DidYouMean(string subject, List<string> names)
    {
        if (names.Count == 0)
        {
            return string.Empty;
        }

        var quoted = names.Take(Most).Select(name => $"\"{name}\"").ToArray();
        var list = quoted.Length < 3
            ? string.Join(" or ", quoted)
            : $"{string.Join(", ", quoted[..^1])}, or {quoted[^1]}";
        return $" Did you mean {subject}{list}?";
    }

    private static List<string> Closest(string name, IEnumerable<string> known)
    {
        var threshold = (int)(name.Length * 0.4) + 1;
        return known
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate, threshold)))
            .Where(candidate => candidate.Distance <= threshold)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .ToList();
    }

    // Levenshtein's, in lower case; a difference in case alone counts one.
    private static int Distance(string left, string right, int threshold)
    {
        if (Math.Abs(left.Length - right.Length) > threshold)
        {
            return int.MaxValue;
        }

        var a = left.ToUpperInvariant();
        var b = right.ToUpperInvariant();
        if (a == b)
        {
            return left == right ? 0 : 1;
        }

        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
