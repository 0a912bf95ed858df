namespace SmsPlatform.Domain.Knowledge;

/// <summary>How far a document is. Whatever was indexed before serves until it is replaced, in every status.</summary>
public enum DocumentStatus
{
    /// <summary>Waits to be indexed, or to be tried again.</summary>
    Pending,

    Indexing,

    Ready,

    /// <summary>It cannot be indexed; the reason is told. Only a new request tries it again.</summary>
    Failed,
}
