using System.Globalization;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.Chatbots;

/// <summary>A chatbot's settings; what is left out stays as it is, or has its default in a new chatbot.</summary>
/// <param name="Model">Empty for the installation's own.</param>
/// <param name="Temperature">From 0 to 2.</param>
/// <param name="HandoffWords">Words with which a contact asks for a person.</param>
/// <param name="QuietWindowSeconds">How long a burst of messages is waited for.</param>
/// <param name="ReplyTimeToLiveSeconds">How old an automatic answer may get.</param>
/// <param name="SegmentBudget">Carrier segments of one message, at most.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="BusinessHours">Without openings: always open.</param>
/// <param name="WhenClosed"><c>answer</c>, <c>sayClosed</c> or <c>handOff</c>.</param>
/// <param name="WhenUnsure"><c>sayFallback</c> or <c>handOff</c>.</param>
/// <param name="ReturnToBotAfterSeconds">How long a conversation that a person took over may be idle; 0 for ever.</param>
/// <param name="DailyTokenCap">0 for none.</param>
/// <param name="DailyCostCap">0 for none.</param>
/// <param name="ShowsPictures">The model is shown the pictures that contacts send; only for models that can see.</param>
/// <param name="ConsentWords">Words for leaving, returning and help besides those that hold everywhere.</param>
internal sealed record ChatbotRequest(
    string? Name = null,
    string? Instructions = null,
    string? Model = null,
    double? Temperature = null,
    string? Greeting = null,
    string? Fallback = null,
    bool? UsesKnowledge = null,
    IReadOnlyList<string>? HandoffWords = null,
    double? QuietWindowSeconds = null,
    double? ReplyTimeToLiveSeconds = null,
    int? SegmentBudget = null,
    string? Language = null,
    BusinessHoursModel? BusinessHours = null,
    string? WhenClosed = null,
    string? ClosedText = null,
    string? WhenUnsure = null,
    string? HandoffText = null,
    double? ReturnToBotAfterSeconds = null,
    int? MaxAnswerTokens = null,
    int? MemoryTokens = null,
    long? DailyTokenCap = null,
    decimal? DailyCostCap = null,
    ConsentWordsModel? ConsentWords = null,
    string? OptOutText = null,
    string? OptInText = null,
    string? HelpText = null,
    bool? ShowsPictures = null)
{
    // Beyond any limit, so that the validator refuses what a TimeSpan cannot hold.
    private static readonly TimeSpan Never = TimeSpan.FromDays(36_500);

    public Result<ChatbotChanges> ToChanges()
    {
        BusinessHours? hours = null;
        if (BusinessHours is not null)
        {
            var read = BusinessHours.Read();
            if (read.IsFailure)
            {
                return read.Error;
            }

            hours = read.Value;
        }

        var whenClosed = Words.Parse<WhenClosed>(WhenClosed, "whenClosed", "chatbot.when_closed_invalid");
        var whenUnsure = Words.Parse<WhenUnsure>(WhenUnsure, "whenUnsure", "chatbot.when_unsure_invalid");
        if (whenClosed.IsFailure || whenUnsure.IsFailure)
        {
            return whenClosed.IsFailure ? whenClosed.Error : whenUnsure.Error;
        }

        return new ChatbotChanges(
            Name?.Trim(),
            Instructions,
            Model?.Trim(),
            Temperature,
            Greeting,
            Fallback,
            UsesKnowledge,
            HandoffWords,
            Seconds(QuietWindowSeconds),
            Seconds(ReplyTimeToLiveSeconds),
            SegmentBudget,
            Language,
            hours,
            whenClosed.Value,
            ClosedText,
            whenUnsure.Value,
            HandoffText,
            Seconds(ReturnToBotAfterSeconds),
            MaxAnswerTokens,
            MemoryTokens,
            DailyTokenCap,
            DailyCostCap,
            ConsentWords?.Read(),
            OptOutText,
            OptInText,
            HelpText,
            ShowsPictures);
    }

    private static TimeSpan? Seconds(double? seconds) => seconds switch
    {
        null => null,
        >= 0 and < 3e9 => TimeSpan.FromSeconds(seconds.Value),
        _ => Never,
    };
}

/// <param name="TimeZone">An IANA name such as <c>Europe/Berlin</c>.</param>
internal sealed record BusinessHoursModel(string? TimeZone, IReadOnlyList<OpeningModel>? Openings)
{
    private const string Format = "HH:mm";
    private const string LastMinute = "24:00";

    private static readonly Error Invalid = Error.Validation(
        "chatbot.business_hours_invalid", "An opening is like { \"day\": \"monday\", \"from\": \"09:00\", \"to\": \"17:30\" }.", "businessHours");

    public static BusinessHoursModel? Of(BusinessHours? hours) => hours is null ? null : new BusinessHoursModel(
        hours.TimeZone,
        [.. hours.Openings.Select(opening => new OpeningModel(opening.Day.ToString().ToLowerInvariant(), Text(opening.From), Text(opening.To)))]);

    public Result<BusinessHours> Read()
    {
        var openings = new List<Opening>();
        foreach (var opening in Openings ?? [])
        {
            // Only names: a number would parse as well, and mean another day to others.
            if (opening?.Day is not { Length: > 0 } day
                || !char.IsAsciiLetter(day[0])
                || !Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var weekday)
                || Time(opening.From) is not { } from
                || Time(opening.To) is not { } to)
            {
                return Invalid;
            }

            openings.Add(new Opening(weekday, from, to));
        }

        return new BusinessHours(TimeZone ?? "", openings);
    }

    private static TimeOnly? Time(string? text) =>
        text == LastMinute ? TimeOnly.MaxValue
        : TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;

    public static string Text(TimeOnly time) => time == TimeOnly.MaxValue ? LastMinute : time.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>Words that count besides those that hold everywhere, such as STOP; a kind that is left out has none.</summary>
internal sealed record ConsentWordsModel(IReadOnlyList<string>? OptOut = null, IReadOnlyList<string>? OptIn = null, IReadOnlyList<string>? Help = null)
{
    public static ConsentWordsModel Of(ConsentVocabulary words) => new(words.OptOut, words.OptIn, words.Help);

    public ConsentVocabulary Read() => new(OptOut ?? [], OptIn ?? [], Help ?? []);
}

internal sealed record OpeningModel(string? Day, string? From, string? To);

/// <summary>A chatbot.</summary>
internal sealed record ChatbotResponse(
    Guid Id,
    string Name,
    bool IsActive,
    string Instructions,
    string Model,
    double Temperature,
    string Greeting,
    string Fallback,
    bool UsesKnowledge,
    IReadOnlyList<string> HandoffWords,
    double QuietWindowSeconds,
    double ReplyTimeToLiveSeconds,
    int SegmentBudget,
    string Language,
    BusinessHoursModel? BusinessHours,
    string WhenClosed,
    string ClosedText,
    string WhenUnsure,
    string HandoffText,
    double? ReturnToBotAfterSeconds,
    int MaxAnswerTokens,
    int MemoryTokens,
    long DailyTokenCap,
    decimal DailyCostCap,
    ConsentWordsModel ConsentWords,
    string OptOutText,
    string OptInText,
    string HelpText,
    bool ShowsPictures,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ChatbotResponse Of(Chatbot row) => new(
        row.Id,
        row.Name,
        row.IsActive,
        row.Instructions,
        row.Model,
        row.Temperature,
        row.Greeting,
        row.Fallback,
        row.UsesKnowledge,
        row.HandoffWords,
        row.QuietWindow.TotalSeconds,
        row.ReplyTimeToLive.TotalSeconds,
        row.SegmentBudget,
        row.Language,
        BusinessHoursModel.Of(row.BusinessHours),
        Words.Of(row.WhenClosed),
        row.ClosedText,
        Words.Of(row.WhenUnsure),
        row.HandoffText,
        row.ReturnToBotAfter?.TotalSeconds,
        row.MaxAnswerTokens,
        row.MemoryTokens,
        row.DailyTokenCap,
        row.DailyCostCap,
        ConsentWordsModel.Of(row.ConsentWords),
        row.OptOutText,
        row.OptInText,
        row.HelpText,
        row.ShowsPictures,
        row.CreatedAt,
        row.UpdatedAt);
}
