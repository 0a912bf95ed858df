using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Application.Messaging;

/// <summary>How the workspace's way out is: what waits, for how long, and whether that is too long.</summary>
public sealed record GetDeliveryState : IQuery<DeliveryState>, INarrowsToChatbot;

/// <summary>How the way out of all workspaces was when this node last looked, a few seconds ago.</summary>
public interface IDeliveryAlarm
{
    DeliveryState Current { get; }

    /// <summary>Since when it cannot look, once that is too long for <see cref="Current"/> to say anything; else null.</summary>
    DateTimeOffset? BlindSince { get; }
}
