using System.Globalization;
using System.Text;

namespace SmsPlatform.Domain.Automation;

/// <summary>A text with variables such as <c>{{contact.name}}</c>, or <c>{{contact.name|there}}</c> with what stands in for an empty one.</summary>
public sealed class TemplateText
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const int MaxVariableLength = 100;

    private static readonly Dictionary<string, Func<TemplateValues, string?>> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["contact.name"] = values => values.ContactName,
        ["contact.address"] = values => values.ContactAddress,
        ["chatbot.name"] = values => values.ChatbotName,
        ["now"] = values => values.Now.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ["date"] = values => values.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["time"] = values => values.Now.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["weekday"] = values => values.Now.ToString("dddd", CultureInfo.InvariantCulture),
    };

    private readonly IReadOnlyList<Part> _parts;

    private TemplateText(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>The variables there are.</summary>
    public static IReadOnlyList<string> Variables { get; } = [.. Values.Keys.Order(StringComparer.Ordinal)];

    public static Result<TemplateText> Parse(string text)
    {
        var parts = new List<Part>();
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0 || close - open > MaxVariableLength)
            {
                return AutomationErrors.UnclosedVariable(open);
            }

            var inside = text[(open + Open.Length)..close].Split('|', 2);
            var name = inside[0].Trim();
            if (!Values.ContainsKey(name))
            {
                return AutomationErrors.UnknownVariable(name);
            }

            parts.Add(new Part(text[at..open], null, ""));
            parts.Add(new Part("", name, inside.Length > 1 ? inside[1].Trim() : ""));
            at = close + Close.Length;
        }

        parts.Add(new Part(text[at..], null, ""));
        return new TemplateText(parts);
    }

    public string Render(TemplateValues values)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Literal);
            if (part.Variable is { } variable)
            {
                text.Append(Values[variable](values) is { Length: > 0 } value ? value : part.Otherwise);
            }
        }

        return text.ToString();
    }

    private readonly record struct Part(string Literal, string? Variable, string Otherwise);
}

/// <summary>What a template's variables stand for.</summary>
/// <param name="Now">By the clock on the chatbot's wall.</param>
public sealed record TemplateValues(string? ContactName, string ContactAddress, string ChatbotName, DateTimeOffset Now);
