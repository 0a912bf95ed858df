using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Messaging;

/// <summary>One step in the life of an outbound message: what it came to be, when, and who said so.</summary>
public sealed class StatusChange
{
    private StatusChange(
        long seq, WorkspaceId workspaceId, MessageId messageId, MessageStatus status, DateTimeOffset at, StatusSource source, int attempt)
    {
        Seq = seq;
        WorkspaceId = workspaceId;
        MessageId = messageId;
        Status = status;
        At = at;
        Source = source;
        Attempt = attempt;
    }

    /// <summary>A number of the same line as <see cref="Message.Seq"/>, so that both are in one order.</summary>
    public long Seq { get; }

    public WorkspaceId WorkspaceId { get; }

    public MessageId MessageId { get; }

    public MessageStatus Status { get; }

    public DateTimeOffset At { get; }

    public StatusSource Source { get; }

    /// <summary>How many attempts had been begun.</summary>
    public int Attempt { get; }

    /// <summary>The provider's code, or one of ours where no provider was asked.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>What the code means, for people.</summary>
    public string? ErrorMessage { get; private set; }
}

/// <summary>Who moved a message to where it stands.</summary>
public enum StatusSource
{
    /// <summary>Whoever moved it did not say.</summary>
    Unknown,

    /// <summary>A person or a program asked for it to be sent.</summary>
    Request,

    /// <summary>The bot wrote it.</summary>
    Answer,

    /// <summary>An attempt to send it began or ended.</summary>
    Send,

    /// <summary>A worker was lost in the middle of an attempt.</summary>
    Recovery,

    /// <summary>The provider reported it.</summary>
    Callback,

    /// <summary>The provider was asked for it.</summary>
    LookUp,

    /// <summary>The last check before a send.</summary>
    Gate,

    /// <summary>Somebody decided it by hand.</summary>
    Manual,
}
