using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>The parts of a workspace's messages that indexes hold in the order of their time: those of a channel, and of these those in a status.</summary>
internal static class MessageLanes
{
    public static IReadOnlyList<SqlLane> All { get; } = [.. Enum.GetValues<Channel>().Select(Of)];

    /// <summary>The lanes of one channel alone.</summary>
    public static LaneScope Only(Channel channel) => new(nameof(Views.Message.Channel), channel, Predicate(channel));

    private static SqlLane Of(Channel channel) => new(
        Predicate(channel),
        new Dictionary<string, object> { [nameof(Views.Message.Channel)] = channel },
        [.. Enum.GetValues<MessageStatus>().Select(status => Of(channel, status))]);

    private static SqlLane Of(Channel channel, MessageStatus status)
    {
        var facts = new Dictionary<string, object>
        {
            [nameof(Views.Message.Channel)] = channel,
            [nameof(Views.Message.Status)] = status,

            // Received is the one status of inbound messages.
            [nameof(Views.Message.Direction)] = status == MessageStatus.Received ? MessageDirection.Inbound : MessageDirection.Outbound,
        };
        if (status != MessageStatus.Received)
        {
            // Nothing but an inbound message is ever marked as processed.
            facts.Add(nameof(Views.Message.Processed), false);
        }

        return new SqlLane($"{Predicate(channel)} AND m.status = '{EnumText<MessageStatus>.Text(status)}'", facts, []);
    }

    private static string Predicate(Channel channel) => $"m.channel = '{EnumText<Channel>.Text(channel)}'";
}
