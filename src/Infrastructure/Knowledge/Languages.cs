namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Which of PostgreSQL's text search configurations reads a language.</summary>
internal static class Languages
{
    /// <summary>For languages it has none for: words are taken as they are.</summary>
    public const string Simple = "simple";

    public const string English = "english";

    private static readonly Dictionary<string, string> ByTag = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = "arabic",
        ["hy"] = "armenian",
        ["eu"] = "basque",
        ["ca"] = "catalan",
        ["da"] = "danish",
        ["nl"] = "dutch",
        ["en"] = English,
        ["fi"] = "finnish",
        ["fr"] = "french",
        ["de"] = "german",
        ["el"] = "greek",
        ["hi"] = "hindi",
        ["hu"] = "hungarian",
        ["id"] = "indonesian",
        ["ga"] = "irish",
        ["it"] = "italian",
        ["lt"] = "lithuanian",
        ["ne"] = "nepali",
        ["no"] = "norwegian",
        ["nb"] = "norwegian",
        ["nn"] = "norwegian",
        ["pt"] = "portuguese",
        ["ro"] = "romanian",
        ["ru"] = "russian",
        ["sr"] = "serbian",
        ["es"] = "spanish",
        ["sv"] = "swedish",
        ["ta"] = "tamil",
        ["tr"] = "turkish",
        ["yi"] = "yiddish",
    };

    /// <param name="tag">A BCP 47 tag such as <c>en-GB</c>.</param>
    public static string Of(string tag) => ByTag.GetValueOrDefault(tag.Split('-')[0], Simple);

    /// <summary>Both columns of the table, for SQL that needs them.</summary>
    public static (string[] Tags, string[] Languages) Table { get; } = ([.. ByTag.Keys], [.. ByTag.Values]);
}
