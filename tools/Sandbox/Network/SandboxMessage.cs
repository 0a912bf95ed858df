namespace SmsPlatform.Sandbox.Network;

/// <summary>A message on the network, in either direction. Changed only under the network's lock.</summary>
internal sealed record SandboxMessage
{
    public required string Sid { get; init; }

    public required string AccountSid { get; init; }

    /// <summary>Position on the network: total order of creation.</summary>
    public required long Sequence { get; init; }

    /// <summary><c>inbound</c>, <c>outbound-api</c> or <c>outbound-reply</c>.</summary>
    public required string Direction { get; init; }

    public required string From { get; set; }

    public required string To { get; init; }

    public required string Body { get; set; }

    public required int Segments { get; init; }

    public required string Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public IReadOnlyList<MediaItem> Media { get; set; } = [];

    public string? MessagingServiceSid { get; init; }

    public string? StatusCallback { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? SendAt { get; init; }

    public int? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>Set when the message reached (or left) the phone: its place in that phone's thread.</summary>
    public long? PhoneSequence { get; set; }

    public DateTimeOffset? PhoneAt { get; set; }

    /// <summary>How the first webhook for an inbound message was answered; 0 when it was not.</summary>
    public int? WebhookStatus { get; set; }

    public bool IsDeleted { get; set; }

    public bool IsInbound => Direction == "inbound";

    public string Phone => IsInbound ? From : To;
}

/// <summary>One attached file. Either its bytes are known, or the address it is fetched from when asked.</summary>
internal sealed record MediaItem(string Sid, string ContentType, byte[]? Content, string Source);
