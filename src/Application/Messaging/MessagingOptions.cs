namespace SmsPlatform.Application.Messaging;

/// <summary>Settings under <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    public const string Section = "Messaging";

    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ShortestRetention = TimeSpan.FromDays(1);

    /// <summary>How long a worker may hold a conversation. What a killed worker held is taken up by another one when it ends.</summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long after an attempt of unknown outcome the provider is first asked for it: long enough for what it took to show in its
    /// log, because what is not found there is sent again.
    /// </summary>
    public TimeSpan LookUpDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the history of messages is kept, counted from the last change of each.</summary>
    public TimeSpan StatusRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How far back messages are asked for whose webhooks never came.</summary>
    public TimeSpan CatchUpHorizon { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long what a provider posted along with a message is kept: its town, its segments and whatever else has no place of its own.</summary>
    public TimeSpan PayloadRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a message may wait to be handed to its provider before operators are alerted.</summary>
    public TimeSpan UndeliveredAlertAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What must be left of a lease when a provider is called. The longest call is shorter, so none outlives its lease.</summary>
    public TimeSpan CallReserve => LeaseTime / 2;
}
