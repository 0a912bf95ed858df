namespace SmsPlatform.Domain.Channels;

/// <summary>What is known about an integration's connection.</summary>
public enum IntegrationStatus
{
    /// <summary>Saved, and neither tested nor used yet.</summary>
    Pending,

    /// <summary>The provider accepted its credentials the last time they were used.</summary>
    Connected,

    /// <summary>The provider refused its credentials or settings; sends are held until it is mended.</summary>
    Error,
}
