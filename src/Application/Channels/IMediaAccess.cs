using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>What a provider's attachments may be fetched with.</summary>
public interface IMediaAccess
{
    Channel Kind { get; }

    MediaGrant GrantFor(Uri address, ChannelConnection connection);
}

/// <param name="Authorization">The value of the header; only ever for the provider's own hosts.</param>
/// <param name="IsConfigured">The installation's own settings name this host, so it may be a private one.</param>
public sealed record MediaGrant(string? Authorization, bool IsConfigured)
{
    public static readonly MediaGrant None = new(null, false);

    /// <summary>Keeps the credential out of logs.</summary>
    public override string ToString() => nameof(MediaGrant);
}
