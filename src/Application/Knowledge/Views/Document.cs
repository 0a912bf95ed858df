using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge.Views;

/// <summary>Something a chatbot may answer from: a text, a file or a web page. As readers see it.</summary>
public sealed class Document
{
    public Guid Id { get; init; }

    public Guid ChatbotId { get; init; }

    public string Title { get; init; } = "";

    public DocumentKind Kind { get; init; }

    /// <summary>Where it is fetched from, when it is a web page.</summary>
    public string? Url { get; init; }

    /// <summary>Of its source, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>What was indexed before serves until it is replaced, in every status.</summary>
    public DocumentStatus Status { get; init; }

    /// <summary>How much of the indexing is done, in per cent.</summary>
    public int Progress { get; init; }

    /// <summary>Why it failed, or is tried again.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>How many passages can be found in it.</summary>
    public int PassageCount { get; init; }

    /// <summary>When its passages were last made anew.</summary>
    public DateTimeOffset? IndexedAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
