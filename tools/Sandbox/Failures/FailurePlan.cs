using System.Text.Json.Serialization;

namespace SmsPlatform.Sandbox.Failures;

/// <summary>What the provider does wrong next: the document of <c>PUT /failures</c>.</summary>
/// <remarks>
/// <para>To each send, the first rule of <see cref="Sends"/> applies that matches it and has turns left; no other does.</para>
/// <para>To each look-up, likewise the first rule of <see cref="LookUps"/>.</para>
/// <para>To each callback and each inbound webhook, all matching rules with turns left apply together.</para>
/// <para>A rule's <c>skip</c> lets so many matching events pass first; without <c>times</c> it applies for ever.</para>
/// </remarks>
public sealed record FailurePlan
{
    public IReadOnlyList<SendFailure> Sends { get; init; } = [];

    public IReadOnlyList<CallbackFailure> Callbacks { get; init; } = [];

    public IReadOnlyList<WebhookFailure> Webhooks { get; init; } = [];

    public IReadOnlyList<LookUpFailure> LookUps { get; init; } = [];

    public RateLimit? RateLimit { get; init; }

    /// <summary>How long a message that was accepted is missing in the message log.</summary>
    public double LogLagSeconds { get; init; }

    /// <summary>Added to every API request.</summary>
    public int LatencyMilliseconds { get; init; }
}

/// <summary>Which events a rule is about, and how often it applies.</summary>
public abstract record FailureRule
{
    /// <summary>Exact number of the phone; absent: any.</summary>
    public string? To { get; init; }

    /// <summary>Part of the text, in any case; absent: any.</summary>
    public string? BodyContains { get; init; }

    /// <summary>How many matching events pass before the rule begins.</summary>
    public int Skip { get; init; }

    /// <summary>How many events it applies to; absent: all.</summary>
    public int? Times { get; init; }

    internal bool Covers(string phone, string body) =>
        (To is null || To == phone)
        && (BodyContains is null || body.Contains(BodyContains, StringComparison.OrdinalIgnoreCase));
}

public sealed record SendFailure : FailureRule
{
    public required SendFault Fault { get; init; }

    /// <summary>HTTP status of <see cref="SendFault.ServerError"/> and its after-accepting kind.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Twilio's error code: of the answer for <see cref="SendFault.Refuse"/>, of the callback for <see cref="SendFault.Undeliverable"/>.</summary>
    public int Code { get; init; } = 30003;

    /// <summary>How a message of <see cref="SendFault.Undeliverable"/> ends: <c>undelivered</c> or <c>failed</c>.</summary>
    public string FinalStatus { get; init; } = "undelivered";

    /// <summary>
    /// Seconds before it is accepted (<see cref="SendFault.Delay"/>, <see cref="SendFault.AcceptLate"/>), from there to the answer
    /// (<see cref="SendFault.AnswerLate"/>), or before a hanging request is dropped.
    /// </summary>
    public double Seconds { get; init; } = 30;

    /// <summary>The <c>Retry-After</c> header of <see cref="SendFault.Throttle"/>, in seconds; absent: no header.</summary>
    public int? RetryAfter { get; init; } = 1;
}

/// <summary>What can go wrong with a send. "After accepting" means that the message exists and will reach the phone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SendFault>))]
public enum SendFault
{
    [JsonStringEnumMemberName("throttle")]
    Throttle,

    [JsonStringEnumMemberName("serverError")]
    ServerError,

    [JsonStringEnumMemberName("serverErrorAfterAccepting")]
    ServerErrorAfterAccepting,

    [JsonStringEnumMemberName("timeoutBeforeAccepting")]
    TimeoutBeforeAccepting,

    [JsonStringEnumMemberName("timeoutAfterAccepting")]
    TimeoutAfterAccepting,

    [JsonStringEnumMemberName("dropBeforeAccepting")]
    DropBeforeAccepting,

    [JsonStringEnumMemberName("dropAfterAccepting")]
    DropAfterAccepting,

    [JsonStringEnumMemberName("answerAfterCallbacks")]
    AnswerAfterCallbacks,

    [JsonStringEnumMemberName("refuse")]
    Refuse,

    [JsonStringEnumMemberName("undeliverable")]
    Undeliverable,

    /// <summary>Accepted after a while, if the caller still waits.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>Accepted after a while, whether or not the caller still waits.</summary>
    [JsonStringEnumMemberName("acceptLate")]
    AcceptLate,

    /// <summary>Accepted and delivered at once, answered after a while.</summary>
    [JsonStringEnumMemberName("answerLate")]
    AnswerLate,
}

/// <summary>A question for the message log that gets no good answer. <c>to</c> is the recipient that is asked for.</summary>
public sealed record LookUpFailure : FailureRule
{
    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; init; } = 503;
}

/// <summary>What is done to status callbacks; several of these may hold at once.</summary>
public sealed record CallbackFailure : FailureRule
{
    /// <summary>Only callbacks that tell this status; absent: all.</summary>
    public string? Status { get; init; }

    /// <summary>Never posted.</summary>
    public bool Omit { get; init; }

    /// <summary>Posted so many seconds late, while later ones go ahead.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>Posted so many times at once.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>A message's callbacks are kept back and posted last first. Counted once for a message.</summary>
    public bool Reverse { get; init; }
}

/// <summary>What is done to inbound webhooks; several of these may hold at once. <c>to</c> is the phone that wrote.</summary>
public sealed record WebhookFailure : FailureRule
{
    /// <summary>Posted so many times at once.</summary>
    public int Copies { get; init; } = 1;

    public double DelaySeconds { get; init; }

    /// <summary>Signed with another token.</summary>
    public bool WrongSignature { get; init; }
}

/// <summary>So many messages a second for each sender.</summary>
public sealed record RateLimit
{
    public double PerSecond { get; init; } = 1;

    /// <summary><c>refuse</c>: 429 above the rate. <c>queue</c>: accepted, and sent as the rate allows.</summary>
    public string Mode { get; init; } = "refuse";
}
