using System.Globalization;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Asks each provider for what was written to us since the last time, and stores what is missing, through the same inbox as webhooks.
/// Answers how many were missing.
/// </summary>
public sealed record CatchUpMessages : ICommand<int>, ISystemRequest;

/// <summary>A message that was found at its provider, long after it was written.</summary>
public static class CaughtUp
{
    /// <summary>Among a message's provider data: when the person sent it. No provider names anything so.</summary>
    public const string SentAtKey = "smsplatform:sentAt";

    /// <summary>What a timeline says of one.</summary>
    public const string Code = "caught_up";

    public static InboundMessage Mark(InboundMessage message, DateTimeOffset sentAt) => message with
    {
        ProviderData = new Dictionary<string, string>(message.ProviderData)
        {
            [SentAtKey] = sentAt.ToString("O", CultureInfo.InvariantCulture),
        },
    };

    /// <summary>When a person wrote a message: for one that was caught up earlier than it was stored.</summary>
    public static DateTimeOffset WrittenAt(string? mark, DateTimeOffset storedAt) =>
        DateTimeOffset.TryParseExact(mark, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var sentAt) && sentAt < storedAt
            ? sentAt
            : storedAt;
}

public static class CatchUpErrors
{
    public static readonly Error TooMany =
        Error.Refused("catch_up.too_many", "The provider has more messages of one span than can be read.");

    public static readonly Error Broken =
        new("catch_up.broken", "An integration could not be caught up; the log says why.", ErrorKind.Unavailable);

    public static Error Incomplete(int failed, int all, Error first) => new(
        "catch_up.incomplete", $"{failed} of {all} integrations could not be caught up; they are asked again. {first.Message}", ErrorKind.Unavailable);
}
