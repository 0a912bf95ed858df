using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Messaging;

/// <summary>One line of the consent ledger: who said what about being written to, when and how. Never changed.</summary>
public sealed class ConsentEntry
{
    private ConsentEntry(
        ConsentEntryId id,
        WorkspaceId workspaceId,
        ConversationId conversationId,
        ConsentKind kind,
        string source,
        MessageId? messageId,
        DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ConversationId = conversationId;
        Kind = kind;
        Source = source;
        MessageId = messageId;
        CreatedAt = createdAt;
    }

    public ConsentEntryId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ConversationId ConversationId { get; }

    public ConsentKind Kind { get; }

    /// <summary><c>keyword</c>, <c>provider</c>, <c>send_error</c>, <c>status_callback</c>, …</summary>
    public string Source { get; }

    public MessageId? MessageId { get; }

    public DateTimeOffset CreatedAt { get; }
}

public enum ConsentKind
{
    OptOut,
    OptIn,
    Help,
}
