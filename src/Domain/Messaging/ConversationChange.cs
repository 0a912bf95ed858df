using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Messaging;

/// <summary>Notes that something about a conversation other than its messages changed, for those who follow it.</summary>
public sealed class ConversationChange
{
    private ConversationChange(long seq, WorkspaceId workspaceId, ConversationId conversationId, DateTimeOffset at)
    {
        Seq = seq;
        WorkspaceId = workspaceId;
        ConversationId = conversationId;
        At = at;
    }

    /// <summary>A number of the same line as <see cref="Message.Seq"/>, so that both are in one order.</summary>
    public long Seq { get; }

    public WorkspaceId WorkspaceId { get; }

    public ConversationId ConversationId { get; }

    public DateTimeOffset At { get; }
}
