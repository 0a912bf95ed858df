namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>
/// Keeps silent about messages that were caught up so late that an answer would be older than it may get. One that was received in time and
/// answered late is answered all the same: it expires, where people see it.
/// </summary>
internal sealed class TooLate : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken) =>
        turn.Burst.Messages.Any(message => message.IsCaughtUp) && turn.Burst.LastWrittenAt + turn.Chatbot.ReplyTimeToLive <= turn.Now
            ? Task.FromResult<Answer?>(new Answer(AnswerOrigin.TooLate))
            : Answer.None;
}
