using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>Makes messages of what was answered, as the channel takes them.</summary>
internal static class AnswerComposer
{
    /// <summary>What the contact is told of its consent, before any answer.</summary>
    public static List<Reply> Confirm(AnswerTurn turn, DateTimeOffset now) =>
        [.. turn.Found.Confirmations.SelectMany(text => Compose(text, turn, now))];

    /// <returns>None for silence.</returns>
    public static List<Reply> Compose(Answer answer, AnswerTurn turn, DateTimeOffset now) =>
        answer.Text is { } body ? Compose(QuickReplies.Number(body, answer.QuickReplies), turn, now) : [];

    private static List<Reply> Compose(string body, AnswerTurn turn, DateTimeOffset now)
    {
        // Counted from when the contact last wrote: an answer that took too long to find is not sent.
        var expiresAt = (turn.Burst.LastWrittenAt ?? now) + turn.Chatbot.ReplyTimeToLive;
        var text = turn.Burst.Channel == Channel.Sms ? GsmText.Simplify(body) : body;
        return [.. TextSplitter.Split(text, ChannelLimits.TextLength(turn.Burst.Channel))
            .Select(part => Reply.Compose(part, turn.Burst.Channel, now, expiresAt))];
    }
}
