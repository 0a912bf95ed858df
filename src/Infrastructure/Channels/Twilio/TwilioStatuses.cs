using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>What Twilio's words for a message's status mean here.</summary>
internal static class TwilioStatuses
{
    /// <summary>The status a webhook names; empty when it names none.</summary>
    public static string Read(TwilioForm form)
    {
        var status = form.Find("MessageStatus"u8);
        return status.Length > 0 ? status : form.Find("SmsStatus"u8);
    }

    /// <summary>A status other than those of an inbound message: the webhook is about a message of ours.</summary>
    public static bool IsReport(string status) =>
        status.Length > 0 &&
        !status.Equals("received", StringComparison.OrdinalIgnoreCase) &&
        !status.Equals("receiving", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for a word that is not known.</summary>
    /// <remarks>
    /// Whatever Twilio says before delivery proves that it took the message, which is all that <see cref="MessageStatus.Sent"/>
    /// means; our own earlier statuses are about getting it there. One canceled at Twilio was taken and never arrives.
    /// </remarks>
    public static MessageStatus? Parse(string status) => status.ToLowerInvariant() switch
    {
        "scheduled" or "accepted" or "queued" or "sending" or "sent" or "partially_delivered" => MessageStatus.Sent,
        "delivered" => MessageStatus.Delivered,
        "read" => MessageStatus.Read,
        "undelivered" or "canceled" => MessageStatus.Undelivered,
        "failed" => MessageStatus.Failed,
        _ => null,
    };

    /// <summary>Why a message did not arrive, where Twilio gives neither a known code nor words; null for one that may.</summary>
    public static string? Explain(MessageStatus? status) => status switch
    {
        MessageStatus.Failed => "Twilio could not send the message, and does not say why.",
        MessageStatus.Undelivered => "The message did not reach the recipient, and Twilio does not say why.",
        _ => null,
    };
}
