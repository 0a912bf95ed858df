namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>The members of one GraphQL request as slices of its body; an empty slice stands for an absent or null member.</summary>
internal struct ParsedRequest
{
    /// <summary>The document as UTF-8, unescaped. Not set when only an id was sent.</summary>
    public ReadOnlyMemory<byte>? Query;

    public string? OperationName;

    /// <summary>A JSON object whose strings are known to be well-formed.</summary>
    public ReadOnlyMemory<byte> Variables;

    /// <summary>A JSON object whose strings are known to be well-formed.</summary>
    public ReadOnlyMemory<byte> Extensions;

    /// <summary>The id of a trusted document.</summary>
    public string? DocumentId;

    /// <summary>The hash of Apollo's automatic persisted queries, in lower-case hexadecimal.</summary>
    public string? PersistedQueryHash;
}
