using System.Globalization;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Consent;

/// <summary>The ledger as text: <c>address,kind,created_at,source,message_id</c>, of which reading needs the first only.</summary>
public static class ConsentCsv
{
    public const string Header = "address,kind,created_at,source,message_id";
    public const int MaxLines = 50_000;

    private static readonly Dictionary<string, ConsentKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = ConsentKind.OptOut,
        ["opt_out"] = ConsentKind.OptOut,
        ["stop"] = ConsentKind.OptOut,
        ["opt_in"] = ConsentKind.OptIn,
        ["start"] = ConsentKind.OptIn,
        ["help"] = ConsentKind.Help,
    };

    /// <summary>Fails with the first line that cannot be read, by its number.</summary>
    /// <param name="now">For lines without a time; no line may lie after it.</param>
    public static Result<IReadOnlyList<ConsentLine>> Parse(string csv, DateTimeOffset now)
    {
        var lines = new List<ConsentLine>();
        var number = 0;
        foreach (var text in csv.TrimStart('\uFEFF').AsSpan().EnumerateLines())
        {
            number++;
            var line = text.Trim().ToString();
            if (line.Length == 0 || (number == 1 && line.StartsWith("address", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (lines.Count == MaxLines)
            {
                return Error.Validation("consent.too_many_lines", $"At most {MaxLines} lines at a time.", "csv");
            }

            var read = ParseLine(line, number, now);
            if (read.IsFailure)
            {
                return read.Error;
            }

            lines.Add(read.Value);
        }

        return lines;
    }

    private static Result<ConsentLine> ParseLine(string line, int number, DateTimeOffset now)
    {
        var fields = line.Split(line.Contains(';', StringComparison.Ordinal) ? ';' : ',').Select(field => field.Trim().Trim('"').Trim()).ToArray();
        var address = PhoneNumber.Parse(PhoneNumber.Normalize(fields[0]));
        if (address.IsFailure)
        {
            return Invalid(number, "does not begin with a phone number in E.164 form, such as +14155550123");
        }

        if (!Kinds.TryGetValue(fields.ElementAtOrDefault(1) ?? "", out var kind))
        {
            return Invalid(number, "is neither opt_out nor opt_in nor help");
        }

        var at = now;
        return fields.ElementAtOrDefault(2) is { Length: > 0 } time
            && (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at) || at > now)
                ? Invalid(number, "has no time of the past in ISO 8601, such as 2026-05-01T12:00:00Z")
                : new ConsentLine(address.Value.Value, kind, at.ToUniversalTime());
    }

    private static Error Invalid(int number, string what) =>
        Error.Validation("consent.line_invalid", $"Line {number} {what}. Nothing was imported.", "csv");
}

public readonly record struct ConsentLine(string Address, ConsentKind Kind, DateTimeOffset At);
