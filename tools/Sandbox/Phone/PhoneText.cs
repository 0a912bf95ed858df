using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox;

/// <summary>A text as a phone sends it.</summary>
public sealed record PhoneText(string From, string To, string Body)
{
    /// <summary>Addresses or <c>data:</c> URIs of attachments.</summary>
    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    /// <summary>How many times the same webhook is posted, all at once.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The message's SID; absent: a new one. The same one twice is refused.</summary>
    public string? Sid { get; init; }
}

/// <summary>What came of a text: its SID, and each webhook that was posted for it (none without an address).</summary>
public sealed record TextOutcome(string Sid, IReadOnlyList<WebhookExchange> Webhooks)
{
    public WebhookExchange? Webhook => Webhooks.Count == 0 ? null : Webhooks[0];
}

/// <summary>The phone list's view of the network.</summary>
internal static class PhoneThread
{
    public static PhoneMessage Read(SandboxMessage message) => new(
        message.Sid,
        message.IsInbound ? "sent" : "received",
        message.From,
        message.To,
        message.Body,
        [.. message.Media.Select(item => item.Source)],
        message.Status,
        message.Segments,
        message.PhoneAt ?? message.CreatedAt,
        message.WebhookStatus);
}
