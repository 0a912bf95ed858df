using System.Globalization;
using System.Text;

namespace SmsPlatform.Domain.Automation;

/// <summary>One choice that a message offers.</summary>
/// <param name="Label">What the contact sees.</param>
/// <param name="Text">What choosing it says; empty for the label itself.</param>
public sealed record QuickReply(string Label, string Text = "")
{
    public const int MaxCount = 9;
    public const int MaxLabelLength = 40;
    public const int MaxTextLength = 160;
}

/// <summary>Choices in plain text: numbered, and answered by a digit.</summary>
public static class QuickReplies
{
    /// <summary>What the contact says by choosing it.</summary>
    public static string Meaning(QuickReply choice) => choice.Text.Length > 0 ? choice.Text : choice.Label;

    /// <summary>The text with the choices numbered below it.</summary>
    public static string Number(string body, IReadOnlyList<QuickReply> choices)
    {
        if (choices.Count == 0)
        {
            return body;
        }

        var text = new StringBuilder(body);
        for (var i = 0; i < choices.Count; i++)
        {
            text.Append('\n').Append((i + 1).ToString(CultureInfo.InvariantCulture)).Append(". ").Append(choices[i].Label);
        }

        return text.ToString();
    }

    /// <summary>The choice that a message makes: by its number ("2", "2.", "2)"), or by its label. Null when it makes none.</summary>
    public static QuickReply? Chosen(string message, IReadOnlyList<QuickReply> offered)
    {
        var text = message.Trim();
        var number = text.TrimEnd('.', ')', '!').TrimStart('#', '(');
        if (number.Length == 1 && char.IsAsciiDigit(number[0]) && number[0] - '1' is >= 0 and var index && index < offered.Count)
        {
            return offered[index];
        }

        return offered.FirstOrDefault(choice => choice.Label.Equals(text, StringComparison.OrdinalIgnoreCase));
    }
}
