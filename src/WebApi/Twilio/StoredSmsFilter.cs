using System.Globalization;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.WebApi.Twilio;

/// <summary>Reads the list's query parameters; each wrong one has its own error.</summary>
internal static class StoredSmsFilter
{
    private static readonly Error BadDirection =
        Error.Validation("direction.invalid", "direction is 'inbound' or 'outbound'.", "direction");

    private static readonly Error BadProcessed =
        Error.Validation("processed.invalid", "processed is 'true' or 'false'.", "processed");

    private static readonly Error BadLimit =
        Error.Validation("limit.invalid", $"limit is a whole number from 1 to {ListStoredSms.MaxLimit}.", "limit");

    public static Result<ListStoredSms> Parse(string? direction, string? processed, string? limit, string? phoneNumber)
    {
        MessageDirection? wantedDirection = null;
        if (!string.IsNullOrEmpty(direction))
        {
            switch (direction.ToLowerInvariant())
            {
                case "inbound":
                    wantedDirection = MessageDirection.Inbound;
                    break;
                case "outbound":
                    wantedDirection = MessageDirection.Outbound;
                    break;
                default:
                    return BadDirection;
            }
        }

        bool? wantedProcessed = null;
        if (!string.IsNullOrEmpty(processed))
        {
            if (!bool.TryParse(processed, out var value))
            {
                return BadProcessed;
            }

            wantedProcessed = value;
        }

        var size = ListStoredSms.DefaultLimit;
        if (!string.IsNullOrEmpty(limit)
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > ListStoredSms.MaxLimit))
        {
            return BadLimit;
        }

        return new ListStoredSms(wantedDirection, wantedProcessed, PhoneNumberIn(phoneNumber), size);
    }

    // A plus sign that was not percent-encoded arrives as a space.
    private static string? PhoneNumberIn(string? text) =>
        text is [' ', ..] && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? $"+{text.AsSpan(1)}" : text;
}
