using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;

namespace SmsPlatform.Application.Messaging;

/// <summary>Stores what people write.</summary>
public interface IInbox
{
    /// <summary>
    /// Stores a message with its contact and conversation, and marks the conversation due for an answer.
    /// Success means committed. A message that was stored before changes nothing and succeeds too.
    /// </summary>
    /// <returns><c>store.unavailable</c> when the database cannot be reached: the provider should post again.</returns>
    Task<Result<Done>> StoreAsync(
        ConnectedIntegration integration, InboundMessage message, DateTimeOffset receivedAt, CancellationToken cancellationToken);
}
