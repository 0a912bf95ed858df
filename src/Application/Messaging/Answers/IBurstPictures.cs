using SmsPlatform.Application.Ai;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>The pictures that came with messages, for a model that may see them.</summary>
public interface IBurstPictures
{
    /// <summary>
    /// Those that are stored, oldest first, within limits of number and size. One that is still being fetched is waited for a little;
    /// one that cannot be had is left out, for it must not cost the text its answer.
    /// </summary>
    Task<IReadOnlyList<ModelPicture>> ReadAsync(
        WorkspaceId workspaceId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken);
}
