using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>Whose news a caller may read. Kept apart from the caller, who may be gone when the stream runs.</summary>
internal readonly record struct FeedReach(Guid WorkspaceId, Guid? ChatbotId)
{
    public static Result<FeedReach> Of(ICaller caller, Guid? chatbotId) =>
        caller.OnlyChatbot is { } only && chatbotId is { } wanted && wanted != only
            ? AccountsErrors.OtherChatbot
            : new FeedReach(caller.WorkspaceId!.Value.Value, caller.OnlyChatbot ?? chatbotId);
}
