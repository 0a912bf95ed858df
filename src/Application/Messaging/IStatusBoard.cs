using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;

namespace SmsPlatform.Application.Messaging;

/// <summary>Keeps where messages stand.</summary>
public interface IStatusBoard
{
    /// <summary>Moves the message up to the reported status, never down; success means committed.</summary>
    /// <remarks>A report on a message that is not ours, or that says nothing new, changes nothing and succeeds.</remarks>
    Task<Result<Done>> ApplyAsync(
        ConnectedIntegration integration, StatusReport report, DateTimeOffset reportedAt, CancellationToken cancellationToken);
}
