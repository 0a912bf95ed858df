using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

internal sealed class WatchConversationsHandler(CommitFeed feed, ConversationsTopic topic, ICaller caller)
    : IQueryHandler<WatchConversations, ILiveStream<Conversation>>
{
    public async Task<Result<ILiveStream<Conversation>>> Handle(WatchConversations query, CancellationToken cancellationToken)
    {
        var reach = FeedReach.Of(caller, query.ChatbotId);
        if (reach.IsFailure)
        {
            return reach.Error;
        }

        var (workspaceId, chatbotId) = reach.Value;
        var reader = await feed.OpenAsync(
            topic,
            after: null,
            workspaceId,
            change => chatbotId is null || change.Conversation.ChatbotId == chatbotId,
            cancellationToken);
        return Result<ILiveStream<Conversation>>.Success(new LiveFeed<ConversationChanged, Conversation>(reader, change => change.Conversation));
    }
}
