using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>One thing that happened to a message, with its reason in a sentence.</summary>
[ObjectType<TimelineEntry>]
public static partial class TimelineNode
{
    /// <summary>The message it happened to: that of the timeline, one that it answers, or the answer to it.</summary>
    [ID<Message>]
    [BindMember(nameof(TimelineEntry.MessageId))]
    public static Guid GetMessageId([Parent(requires: nameof(TimelineEntry.MessageId))] TimelineEntry entry) => entry.MessageId;
}

/// <summary>What happened to each message.</summary>
public sealed class TimelineByMessageLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : GroupedDataLoader<Guid, TimelineEntry>(scheduler, options)
{
    protected override async Task<ILookup<Guid, TimelineEntry>> LoadGroupedBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListTimelines(keys), cancellationToken)).OrThrow();
}
