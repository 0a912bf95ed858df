namespace SmsPlatform.Sandbox;

/// <summary>One request to send that reached the provider, and what came of it.</summary>
public sealed class SendAttempt
{
    /// <summary>1 for the first request since start or reset.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string AccountSid { get; init; }

    public required string To { get; init; }

    public string? From { get; init; }

    public string? MessagingServiceSid { get; init; }

    public required string Body { get; init; }

    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    public string? StatusCallback { get; init; }

    /// <summary>The message it became; null when it was refused.</summary>
    public string? MessageSid { get; internal set; }

    /// <summary>When it became one.</summary>
    public DateTimeOffset? AcceptedAt { get; internal set; }

    /// <summary>The HTTP status of the answer; null while there is none, and for good when it was dropped.</summary>
    public int? Answer { get; internal set; }

    public int? ErrorCode { get; internal set; }

    /// <summary>The scripted failure that was applied, if any.</summary>
    public string? Fault { get; internal set; }
}

/// <summary>One webhook (<c>inbound</c>, <c>fallback</c>, <c>redirect</c> or <c>status</c>), with each try to deliver it.</summary>
public sealed record WebhookExchange(
    string Kind,
    string Url,
    string MessageSid,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<WebhookTry> Tries)
{
    /// <summary>The status of the last answer; null when there was none.</summary>
    public int? Status => Tries.Count == 0 ? null : Tries[^1].Status;

    public string? Body => Tries.Count == 0 ? null : Tries[^1].Body;

    public bool Succeeded => Status is >= 200 and < 300;

    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);
}

/// <summary>One HTTP request of a webhook. <c>Error</c> says why there was no answer.</summary>
public sealed record WebhookTry(DateTimeOffset At, int? Status, string? ContentType, string? Body, string? Error);

/// <summary>One answered request for the message log: what was accepted later is not in it, nor what the log lags behind with.</summary>
public sealed record LookUp(DateTimeOffset At, string To);

/// <summary>What Twilio's debugger would show: a webhook that failed, an answer that is not TwiML.</summary>
public sealed record ProviderAlert(DateTimeOffset At, int Code, string Text, string Url, string MessageSid);

/// <summary>A message as the phone sees it: <c>sent</c> by it or <c>received</c>.</summary>
/// <remarks><c>WebhookStatus</c> is how the platform answered a sent one: null while it has not, 0 when there was no answer.</remarks>
public sealed record PhoneMessage(
    string Sid,
    string Direction,
    string From,
    string To,
    string Body,
    IReadOnlyList<string> MediaUrls,
    string Status,
    int Segments,
    DateTimeOffset At,
    int? WebhookStatus);
