using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>Something a chatbot may answer from: a text, a file or a web page.</summary>
/// <remarks>Its source and its passages are kept apart, because they are large. Indexing moves it on by leases, in SQL.</remarks>
public sealed class Document
{
    public const int MaxTitleLength = 200;
    public const int MaxAddressLength = 2000;
    public const int MaxErrorLength = 300;
    public const int MaxModelLength = 100;
    public const int MaxLanguageLength = 20;

    private Document(
        DocumentId id, WorkspaceId workspaceId, ChatbotId chatbotId, string title, DocumentKind kind, string? url, long size, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        Title = title;
        Kind = kind;
        Url = url;
        Size = size;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
        IndexDueAt = createdAt;
    }

    public DocumentId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    public string Title { get; private set; }

    public DocumentKind Kind { get; }

    /// <summary>Where it is fetched from, when it is a web page.</summary>
    public string? Url { get; }

    /// <summary>Of its source, in bytes; of a web page since it was fetched.</summary>
    public long Size { get; private set; }

    public DocumentStatus Status { get; private set; } = DocumentStatus.Pending;

    /// <summary>How much of the indexing is done, in per cent.</summary>
    public int Progress { get; private set; }

    /// <summary>Why it failed, or is tried again.</summary>
    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public int PassageCount { get; private set; }

    /// <summary>Of the source that the passages were made from.</summary>
    public byte[]? ContentHash { get; private set; }

    /// <summary>The language its passages are indexed in, as PostgreSQL names it.</summary>
    public string? IndexedLanguage { get; private set; }

    /// <summary>The model its passages are embedded by; null without one.</summary>
    public string? IndexedModel { get; private set; }

    public DateTimeOffset? IndexedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When it is to be indexed; null when nothing is to be done.</summary>
    public DateTimeOffset? IndexDueAt { get; private set; }

    public DateTimeOffset? IndexLeaseUntil { get; private set; }

    /// <summary>Raised by each claim: whoever holds an older one has lost it.</summary>
    public long IndexFence { get; private set; }

    /// <summary>Tries that failed since the last request, for reasons that may pass.</summary>
    public int IndexAttempts { get; private set; }

    public static Document Add(
        WorkspaceId workspaceId, ChatbotId chatbotId, string title, DocumentKind kind, string? url, long size, DateTimeOffset now) =>
        new(DocumentId.New(now), workspaceId, chatbotId, title, kind, url, size, now);

    /// <summary>Reads the source anew. What is indexed serves until then.</summary>
    public void Reindex(DateTimeOffset now)
    {
        Status = DocumentStatus.Pending;
        Progress = 0;
        ErrorCode = null;
        ErrorMessage = null;
        IndexAttempts = 0;
        IndexDueAt = now;
        UpdatedAt = now;

        // Whoever is indexing it now began with what may have changed since.
        IndexFence++;
        IndexLeaseUntil = null;
    }
}

/// <summary>The bytes of a document, as they came in.</summary>
public sealed class DocumentSource(DocumentId documentId, WorkspaceId workspaceId, byte[] content)
{
    public DocumentId DocumentId { get; } = documentId;

    public WorkspaceId WorkspaceId { get; } = workspaceId;

    public byte[] Content { get; private set; } = content;
}
