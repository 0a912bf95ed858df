using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>Outside the business hours, what the chatbot is set to do then.</summary>
internal sealed class ClosedHours : IAnswerStrategy
{
    // Said again to somebody who writes the next night, not after every message of one evening.
    private static readonly TimeSpan Once = TimeSpan.FromHours(4);

    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        var chatbot = turn.Chatbot;
        if (chatbot.WhenClosed == WhenClosed.Answer || chatbot.BusinessHours?.AreOpenAt(turn.Now) != false)
        {
            return Answer.None;
        }

        var wasSaid = turn.Burst.LastOrigin == AnswerOrigin.Closed && turn.Now - turn.Burst.LastAnswerAt < Once;
        return Task.FromResult<Answer?>(new Answer(AnswerOrigin.Closed, wasSaid ? null : chatbot.ClosedText)
        {
            HandsOff = chatbot.WhenClosed == WhenClosed.HandOff,
        });
    }
}
