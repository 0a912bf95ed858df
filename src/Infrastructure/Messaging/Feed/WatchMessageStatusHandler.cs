using Microsoft.Extensions.Options;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

internal sealed class WatchMessageStatusHandler(
    CommitFeed feed, StatusChangesTopic topic, StreamPlaces places, IOptions<MessagingOptions> options, TimeProvider clock, ICaller caller)
    : IQueryHandler<WatchMessageStatus, ILiveStream<Message>>
{
    public async Task<Result<ILiveStream<Message>>> Handle(WatchMessageStatus query, CancellationToken cancellationToken)
    {
        var reach = FeedReach.Of(caller, query.ChatbotId);
        if (reach.IsFailure)
        {
            return reach.Error;
        }

        var (workspaceId, chatbotId) = reach.Value;
        var after = await places.FindAsync(query.After, workspaceId, clock.GetUtcNow() - options.Value.StatusRetention, cancellationToken);
        if (after.IsFailure)
        {
            return after.Error;
        }

        var reader = await feed.OpenAsync(
            topic, after.Value, workspaceId, change => chatbotId is null || change.ChatbotId == chatbotId, cancellationToken);
        return Result<ILiveStream<Message>>.Success(new LiveFeed<StatusChanged, Message>(reader, change => change.Message));
    }
}
