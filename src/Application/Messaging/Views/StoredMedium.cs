using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>What became of fetching an attachment.</summary>
public sealed class StoredMedium
{
    public MediumStatus Status { get; init; }

    /// <summary>Where the bytes can be read for an hour by whoever has this address; null until they are stored.</summary>
    public string? Link { get; init; }

    /// <summary>What the bytes themselves say they are.</summary>
    public string? ContentType { get; init; }

    /// <summary>In bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Of the bytes, lower-case hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Why it was not stored, or not yet.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public int Attempts { get; init; }
}
