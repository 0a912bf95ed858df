using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>The places at which a scenario interferes, by what a message has behind it there.</summary>
internal static class Points
{
    /// <summary>On the way of every message that is received, answered and delivered.</summary>
    public static readonly IReadOnlyList<Point> OfTheJourney =
    [
        .. Around(nameof(IInbox), nameof(IInbox.StoreAsync)),
        .. Around(nameof(IAnswerDesk), nameof(IAnswerDesk.ReadAsync)),
        .. Around(nameof(IAnswerDesk), nameof(IAnswerDesk.CommitAsync)),
        .. Around(nameof(IOutbox), nameof(IOutbox.ReadHeadAsync)),
        .. Around(nameof(ISendLimits), nameof(ISendLimits.TakeAsync)),
        .. Around(nameof(IOutbox), nameof(IOutbox.BeginAttemptAsync)),
        .. Around(nameof(IChannel), nameof(IChannel.SendAsync)),
        .. Around(nameof(IOutbox), nameof(IOutbox.RecordAsync)),
        .. Around(nameof(IOutbox), nameof(IOutbox.ReleaseAsync)),
    ];

    /// <summary>On the way of the provider's reports.</summary>
    public static readonly IReadOnlyList<Point> OfCallbacks = [.. Around(nameof(IStatusBoard), nameof(IStatusBoard.ApplyAsync))];

    /// <summary>Passed only when an attempt's outcome is unknown.</summary>
    public static readonly IReadOnlyList<Point> OfDoubt =
    [
        .. Around(nameof(IChannel), nameof(IChannel.LookUpAsync)),
        .. Around(nameof(IOutbox), nameof(IOutbox.RecordLookUpAsync)),
    ];

    /// <summary>Passed by messages that a program sends.</summary>
    public static readonly IReadOnlyList<Point> OfRequests = [.. Around(nameof(IOutgoingQueue), nameof(IOutgoingQueue.AddAsync))];

    public static readonly IReadOnlyList<Point> All = [.. OfTheJourney, .. OfCallbacks, .. OfDoubt, .. OfRequests];

    private static IEnumerable<Point> Around(string port, string method) =>
        [new($"{port}.{method}", "before"), new($"{port}.{method}", "during"), new($"{port}.{method}", "after")];
}
