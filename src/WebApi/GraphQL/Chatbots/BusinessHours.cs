using SmsPlatform.Domain;
using SmsPlatform.WebApi.Chatbots;
using Hours = SmsPlatform.Domain.Chatbots.BusinessHours;

namespace SmsPlatform.WebApi.GraphQL.Chatbots;

/// <summary>When people are there, in the place where they are.</summary>
/// <param name="TimeZone">An IANA name such as <c>Europe/Berlin</c>.</param>
public sealed record BusinessHours(string TimeZone, IReadOnlyList<Opening> Openings)
{
    internal static BusinessHours? Of(Hours? hours) => hours is null ? null : new BusinessHours(
        hours.TimeZone,
        [.. hours.Openings.Select(opening => new Opening(
            opening.Day, BusinessHoursModel.Text(opening.From), BusinessHoursModel.Text(opening.To)))]);
}

/// <summary>A time of one day of each week. Over midnight it is two of them.</summary>
/// <param name="From">Such as <c>09:00</c>.</param>
/// <param name="To">Not part of it; <c>24:00</c> is the end of the day.</param>
public sealed record Opening(DayOfWeek Day, string From, string To);

/// <summary>When people are there, in the place where they are.</summary>
/// <param name="TimeZone">An IANA name such as <c>Europe/Berlin</c>.</param>
/// <param name="Openings">None: always open.</param>
public sealed record BusinessHoursInput(string TimeZone, IReadOnlyList<OpeningInput> Openings)
{
    internal Result<Hours> Read() => ToModel().Read();

    internal BusinessHoursModel ToModel() =>
        new(TimeZone, [.. Openings.Select(opening => new OpeningModel(opening.Day.ToString(), opening.From, opening.To))]);
}

/// <summary>A time of one day of each week. Over midnight it is two of them.</summary>
/// <param name="From">Such as <c>09:00</c>.</param>
/// <param name="To">Not part of it; <c>24:00</c> is the end of the day.</param>
public sealed record OpeningInput(DayOfWeek Day, string From, string To);
