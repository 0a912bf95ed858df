namespace SmsPlatform.Application.Knowledge;

/// <summary>Settings under <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    public const string Section = "Knowledge";

    /// <summary>The largest source of a document, a fetched web page included.</summary>
    public int MaxDocumentBytes { get; set; } = 20 * 1024 * 1024;

    public int MaxDocuments { get; set; } = 10_000;

    /// <summary>The most passages of one document.</summary>
    public int MaxPassages { get; set; } = 20_000;

    /// <summary>How long fetching a web page may take, redirects included.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Lets web addresses lead to this very machine, over http as well. For tests and demonstrations with the sandbox; never where
    /// strangers may add documents.
    /// </summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How much memory a node keeps vectors in, in megabytes; beyond it a chatbot's passages are found by their words alone.</summary>
    public int VectorMemory { get; set; } = 256;
}
