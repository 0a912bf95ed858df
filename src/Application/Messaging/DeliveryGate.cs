using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>What may be done with the oldest unsent message of a conversation.</summary>
public abstract record GateVerdict
{
    private GateVerdict()
    {
    }

    /// <summary>It may be sent.</summary>
    public sealed record Send : GateVerdict;

    /// <summary>It will never be sent.</summary>
    public sealed record Close(MessageStatus Status, Error Error) : GateVerdict;

    /// <summary>It has to wait until its integration works.</summary>
    public sealed record Hold : GateVerdict;

    /// <summary>A worker died between beginning an attempt and recording its outcome.</summary>
    public sealed record Doubt : GateVerdict;

    /// <summary>An unconfirmed attempt is due to be looked up.</summary>
    public sealed record LookUp : GateVerdict;
}

/// <summary>The last check before a send: everything that was true when the message was queued may have changed.</summary>
internal static class DeliveryGate
{
    public static GateVerdict Decide(Head head, ConnectedIntegration? integration, DateTimeOffset now)
    {
        if (head.Status == MessageStatus.Sending)
        {
            return new GateVerdict.Doubt();
        }

        if (integration is null)
        {
            return new GateVerdict.Close(MessageStatus.Failed, ChannelsErrors.IntegrationNotFound);
        }

        var isHeld = !integration.IsEnabled || integration.Status == IntegrationStatus.Error;
        if (head.Status == MessageStatus.Unconfirmed)
        {
            return isHeld ? new GateVerdict.Hold() : new GateVerdict.LookUp();
        }

        if (head.IsOptedOut && !head.AnswersConsent)
        {
            return new GateVerdict.Close(MessageStatus.Canceled, MessagingErrors.ContactOptedOut);
        }

        if (head.IsAutomatic && head.Mode != ConversationMode.Bot)
        {
            return new GateVerdict.Close(MessageStatus.Canceled, MessagingErrors.TakenOver);
        }

        if (head.ExpiresAt <= now)
        {
            return new GateVerdict.Close(MessageStatus.Expired, MessagingErrors.Expired);
        }

        return isHeld ? new GateVerdict.Hold() : new GateVerdict.Send();
    }
}
