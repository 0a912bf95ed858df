using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

internal sealed class WatchReceivedSmsHandler(CommitFeed feed, ReceivedSmsTopic topic, StreamPlaces places, ICaller caller)
    : IQueryHandler<WatchReceivedSms, ILiveStream<Message>>
{
    public async Task<Result<ILiveStream<Message>>> Handle(WatchReceivedSms query, CancellationToken cancellationToken)
    {
        var reach = FeedReach.Of(caller, query.ChatbotId);
        if (reach.IsFailure)
        {
            return reach.Error;
        }

        // Received messages are kept for as long as their chatbot.
        var (workspaceId, chatbotId) = reach.Value;
        var after = await places.FindAsync(query.After, workspaceId, DateTimeOffset.MinValue, cancellationToken);
        if (after.IsFailure)
        {
            return after.Error;
        }

        var number = query.PhoneNumber is { Length: > 0 } given ? given : null;
        var reader = await feed.OpenAsync(
            topic,
            after.Value,
            workspaceId,
            sms => (chatbotId is null || sms.ChatbotId == chatbotId) && (number is null || sms.Message.From == number || sms.Message.To == number),
            cancellationToken);
        return Result<ILiveStream<Message>>.Success(new LiveFeed<ReceivedSms, Message>(reader, sms => sms.Message));
    }
}
