using System.Text.RegularExpressions;
using FluentValidation;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots;

/// <summary>What a chatbot's settings may be. Its own validator is no request's, so it is named in those that are.</summary>
internal sealed partial class ChatbotChangesValidator : AbstractValidator<ChatbotChanges>
{
    private const decimal MaxCost = 1_000_000;

    public ChatbotChangesValidator()
    {
        Text(c => c.Name, Chatbot.MaxNameLength, "name", mayBeBlank: false);
        Text(c => c.Instructions, Chatbot.MaxInstructionsLength, "instructions", mayBeBlank: true);
        Text(c => c.Model, Chatbot.MaxModelLength, "model", mayBeBlank: true);
        Text(c => c.Greeting, Chatbot.MaxTextLength, "greeting", mayBeBlank: false);
        Text(c => c.Fallback, Chatbot.MaxTextLength, "fallback", mayBeBlank: false);
        Text(c => c.ClosedText, Chatbot.MaxTextLength, "closedText", mayBeBlank: false);
        Text(c => c.HandoffText, Chatbot.MaxTextLength, "handoffText", mayBeBlank: false);
        Text(c => c.OptOutText, Chatbot.MaxTextLength, "optOutText", mayBeBlank: false);
        Text(c => c.OptInText, Chatbot.MaxTextLength, "optInText", mayBeBlank: false);
        Text(c => c.HelpText, Chatbot.MaxTextLength, "helpText", mayBeBlank: false);
        Rule(c => c.Temperature is null or (>= 0 and <= Chatbot.MaxTemperature), "temperature", "The temperature is from 0 to 2.");
        Rule(
            c => c.HandoffWords is null || (c.HandoffWords.Count <= Chatbot.MaxHandoffWords && c.HandoffWords.All(IsWord)),
            "handoffWords",
            $"At most {Chatbot.MaxHandoffWords} words or short phrases, each of 1 to {Chatbot.MaxHandoffWordLength} characters.");
        Rule(
            c => c.QuietWindow is null || (c.QuietWindow >= TimeSpan.Zero && c.QuietWindow <= Chatbot.MaxQuietWindow),
            "quietWindow",
            "The quiet window is from 0 to 30 seconds.",
            input: "quietWindowSeconds");
        Rule(
            c => c.ReplyTimeToLive is null
                || (c.ReplyTimeToLive >= Chatbot.MinReplyTimeToLive && c.ReplyTimeToLive <= Chatbot.MaxReplyTimeToLive),
            "replyTimeToLive",
            "Answers may wait from 30 seconds to 24 hours.",
            input: "replyTimeToLiveSeconds");
        Rule(
            c => c.SegmentBudget is null or (>= 1 and <= Chatbot.MaxSegmentBudget),
            "segmentBudget",
            $"The segment budget is from 1 to {Chatbot.MaxSegmentBudget}.");
        Rule(
            c => c.ReturnToBotAfter is null || (c.ReturnToBotAfter >= TimeSpan.Zero && c.ReturnToBotAfter <= Chatbot.MaxReturnToBotAfter),
            "returnToBotAfter",
            "The bot returns after at most 90 days; 0 for never.");
        Rule(
            c => c.MaxAnswerTokens is null or (>= Chatbot.MinAnswerTokens and <= Chatbot.MaxAnswerTokensLimit),
            "maxAnswerTokens",
            $"An answer may have from {Chatbot.MinAnswerTokens} to {Chatbot.MaxAnswerTokensLimit} tokens.");
        Rule(
            c => c.MemoryTokens is null or (>= 0 and <= Chatbot.MaxMemoryTokensLimit),
            "memoryTokens",
            $"The memory has from 0 to {Chatbot.MaxMemoryTokensLimit} tokens.");
        Rule(c => c.DailyTokenCap is null or >= 0, "dailyTokenCap", "A cap is not negative; 0 for none.");
        Rule(c => c.DailyCostCap is null or (>= 0 and <= MaxCost), "dailyCostCap", "A cap is not negative; 0 for none.");
        Rule(
            c => c.ConsentWords is null || AreWords(c.ConsentWords),
            "consentWords",
            $"At most {ConsentVocabulary.MaxWords} words of each kind, each of 1 to {ConsentVocabulary.MaxWordLength} characters, and none of two kinds or that means something else everywhere, such as STOP.");
        Rule(
            c => c.Language is null || (c.Language.Length <= Chatbot.MaxLanguageLength && LanguageTag().IsMatch(c.Language)),
            "language",
            "The language is a BCP 47 tag such as en or pt-BR.");
        Rule(c => c.BusinessHours is null || c.BusinessHours.IsSound, "businessHours", "Business hours name a time zone such as Europe/Berlin, and openings that end after they begin.");
    }

    private void Text(Func<ChatbotChanges, string?> read, int maxLength, string field, bool mayBeBlank) => Rule(
        c => read(c) is not { } text
            || (text.Length <= maxLength && !text.Contains('\0', StringComparison.Ordinal) && (mayBeBlank || !string.IsNullOrWhiteSpace(text))),
        field,
        mayBeBlank ? $"At most {maxLength} characters." : $"From 1 to {maxLength} characters.");

    /// <param name="input">What the edges call the field, where they name its unit.</param>
    private void Rule(Func<ChatbotChanges, bool> holds, string field, string message, string? input = null) => RuleFor(c => c)
        .Must(holds)
        .WithErrorCode($"chatbot.{Snake(field)}_invalid")
        .WithMessage(message)
        .OverridePropertyName(input ?? field)
        .WithName(input ?? field);

    private static bool IsWord(string? word) =>
        !string.IsNullOrWhiteSpace(word) && word.Length <= Chatbot.MaxHandoffWordLength && !word.Contains('\0', StringComparison.Ordinal);

    private static bool AreWords(ConsentVocabulary words)
    {
        IReadOnlyList<string>[] kinds = [words.OptOut, words.OptIn, words.Help];
        var all = kinds.SelectMany(kind => kind.Select(word => word?.Trim() ?? "").Distinct(StringComparer.OrdinalIgnoreCase)).ToList();
        return kinds.All(kind => kind.Count <= ConsentVocabulary.MaxWords)
            && all.TrueForAll(word => word.Length is > 0 and <= ConsentVocabulary.MaxWordLength && !word.Contains('\0', StringComparison.Ordinal))
            && all.Distinct(StringComparer.OrdinalIgnoreCase).Count() == all.Count
            && !IsAny(words.OptOut, ConsentVocabulary.Everywhere.OptIn, ConsentVocabulary.Everywhere.Help)
            && !IsAny(words.OptIn, ConsentVocabulary.Everywhere.OptOut, ConsentVocabulary.Everywhere.Help)
            && !IsAny(words.Help, ConsentVocabulary.Everywhere.OptOut, ConsentVocabulary.Everywhere.OptIn);

        static bool IsAny(IReadOnlyList<string> words, params IReadOnlyList<string>[] others) =>
            words.Any(word => others.Any(other => other.Contains(word.Trim(), StringComparer.OrdinalIgnoreCase)));
    }

    private static string Snake(string field) => Upper().Replace(field, match => "_" + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Upper();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag();
}
