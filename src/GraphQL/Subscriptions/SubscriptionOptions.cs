namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>How many messages wait for a subscriber, and what happens when there are more.</summary>
public sealed class SubscriptionOptions
{
    /// <summary>Messages that wait for one subscriber. 64.</summary>
    public int TopicBufferCapacity { get; set; } = 64;

    /// <summary>What happens when a subscriber's buffer is full. It is cut off: losing messages silently is worse.</summary>
    public TopicBufferFullMode TopicBufferFullMode { get; set; } = TopicBufferFullMode.Disconnect;
}
