using System.Globalization;
using System.Text.RegularExpressions;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary><c>DateTime</c>: an instant with its offset, in RFC 3339; read and written with up to seven digits of a second.</summary>
internal sealed partial class DateTimeScalar() : FormattedScalar<DateTimeOffset>(
    ScalarNames.DateTime,
    "The `DateTime` scalar represents an ISO-8601 compliant date time type.",
    "https://www.graphql-scalars.com/date-time")
{
    protected override bool TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        return Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    protected override void Write(ResultWriter output, DateTimeOffset value) =>
        output.Write(value);

    protected override bool TryConvert(object value, out DateTimeOffset converted)
    {
        converted = value switch
        {
            // Without a kind a time is taken for UTC: the server's own zone is nobody's intent.
            DateTime { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero),
            DateTime time => new DateTimeOffset(time),
            _ => default,
        };
        return value is DateTime;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}

/// <summary><c>Date</c>: a day, <c>2026-11-21</c>.</summary>
internal sealed class DateScalar()
    : FormattedScalar<DateOnly>(ScalarNames.Date, "The `Date` scalar represents an ISO-8601 compliant date type.", null)
{
    private const string Format = "yyyy-MM-dd";

    protected override bool TryParse(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    protected override void Write(ResultWriter output, DateOnly value) => output.Write(value);

    protected override bool TryConvert(object value, out DateOnly converted)
    {
        converted = value switch
        {
            DateTime time => DateOnly.FromDateTime(time),
            DateTimeOffset time => DateOnly.FromDateTime(time.DateTime),
            _ => default,
        };
        return value is DateTime or DateTimeOffset;
    }
}

/// <summary><c>LocalTime</c>: a time of day without a zone, <c>14:30:00</c>.</summary>
internal sealed class LocalTimeScalar() : FormattedScalar<TimeOnly>(
    ScalarNames.LocalTime,
    "The LocalTime scalar type is a local time string (i.e., with no associated timezone) in 24-hr HH:mm:ss.",
    null)
{
    private const string Format = "HH\\:mm\\:ss";

    protected override bool TryParse(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, ["HH:mm:ss", "HH:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    protected override void Write(ResultWriter output, TimeOnly value)
    {
        var room = output.GetSpan(10);
        room[0] = (byte)'"';
        value.TryFormat(room[1..], out _, Format, CultureInfo.InvariantCulture);
        room[9] = (byte)'"';
        output.Advance(10);
    }

    protected override bool TryConvert(object value, out TimeOnly converted)
    {
        converted = value switch
        {
            TimeSpan time when time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(time),
            DateTime time => TimeOnly.FromDateTime(time),
            _ => default,
        };
        return value is DateTime || (value is TimeSpan span && span >= TimeSpan.Zero && span < TimeSpan.FromDays(1));
    }
}
