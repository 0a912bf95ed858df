namespace SmsPlatform.Domain.Chatbots;

/// <summary>When people are there, in the place where they are.</summary>
/// <param name="TimeZone">An IANA name such as <c>Europe/Berlin</c>.</param>
public sealed record BusinessHours(string TimeZone, IReadOnlyList<Opening> Openings)
{
    public const int MaxOpenings = 50;

    /// <summary>The time zone exists, and each opening ends after it begins.</summary>
    public bool IsSound =>
        Openings.Count == 0
        || (Openings.Count <= MaxOpenings
            && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)
            && Openings.All(opening => opening.From < opening.To && Enum.IsDefined(opening.Day)));

    public DateTimeOffset LocalTime(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>Whether the clock on their wall is within an opening.</summary>
    public bool AreOpenAt(DateTimeOffset now)
    {
        var there = LocalTime(now);
        var time = TimeOnly.FromTimeSpan(there.TimeOfDay);
        return Openings.Any(opening => opening.Day == there.DayOfWeek && opening.From <= time && time < opening.To);
    }

    public bool Equals(BusinessHours? other) =>
        other is not null && TimeZone == other.TimeZone && Openings.SequenceEqual(other.Openings);

    public override int GetHashCode() => HashCode.Combine(TimeZone, Openings.Count);
}

/// <summary>A time of one day of each week. Over midnight it is two of them.</summary>
/// <param name="To">Not part of it; <c>23:59:59</c> at most.</param>
public sealed record Opening(DayOfWeek Day, TimeOnly From, TimeOnly To);
