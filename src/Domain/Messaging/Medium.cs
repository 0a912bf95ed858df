using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Domain.Messaging;

/// <summary>One attachment of a received message: where the provider has it, and what became of fetching it. Its message does not wait for it.</summary>
public sealed class Medium
{
    private Medium(
        MessageId messageId,
        int ordinal,
        WorkspaceId workspaceId,
        IntegrationId integrationId,
        string url,
        string declaredType,
        MediumStatus status,
        DateTimeOffset createdAt)
    {
        MessageId = messageId;
        Ordinal = ordinal;
        WorkspaceId = workspaceId;
        IntegrationId = integrationId;
        Url = url;
        DeclaredType = declaredType;
        Status = status;
        CreatedAt = createdAt;
    }

    public MessageId MessageId { get; }

    /// <summary>Its place in the message, from 0.</summary>
    public int Ordinal { get; }

    public WorkspaceId WorkspaceId { get; }

    public IntegrationId IntegrationId { get; }

    /// <summary>The provider's address of it.</summary>
    public string Url { get; }

    /// <summary>What the provider said it is; not believed.</summary>
    public string DeclaredType { get; }

    public MediumStatus Status { get; private set; }

    /// <summary>What its bytes say it is.</summary>
    public string? ContentType { get; private set; }

    /// <summary>In bytes.</summary>
    public long? Size { get; private set; }

    /// <summary>Of its bytes, lower-case hexadecimal.</summary>
    public string? Sha256 { get; private set; }

    public string? StorageKey { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>How often fetching was begun; also the fence of whoever fetches.</summary>
    public int Attempts { get; private set; }

    /// <summary>When to fetch it next; while it is being fetched, when that lease ends. Null when there is nothing more to do.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset? StoredAt { get; private set; }
}

public enum MediumStatus
{
    Pending,
    Stored,
    Failed,
}
