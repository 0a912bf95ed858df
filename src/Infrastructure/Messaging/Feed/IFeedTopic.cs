namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>One kind of news, and how it is read.</summary>
internal interface IFeedTopic<TItem>
    where TItem : IFeedItem
{
    /// <summary>Reads what has a number in the range, in the order of the numbers, and no more than <see cref="FeedRange.Limit"/>.</summary>
    Task<IReadOnlyList<TItem>> ReadAsync(FeedRange range, CancellationToken cancellationToken);
}

/// <summary>One piece of news, with all that decides whose it is.</summary>
internal interface IFeedItem
{
    long Seq { get; }

    Guid WorkspaceId { get; }
}

/// <param name="After">The last number that was read.</param>
/// <param name="UpTo">The last number to read.</param>
/// <param name="Limit">Items, at most.</param>
/// <param name="WorkspaceId">Only those of one workspace.</param>
internal readonly record struct FeedRange(long After, long UpTo, int Limit, Guid? WorkspaceId);
