using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>Greets a new contact; says the fallback to others, unless the chatbot would rather have a person answer.</summary>
internal sealed class Fallback : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Burst.IsFirstAnswer)
        {
            return Task.FromResult<Answer?>(new Answer(AnswerOrigin.Greeting, turn.Chatbot.Greeting));
        }

        return turn.Chatbot.WhenUnsure == WhenUnsure.HandOff
            ? Answer.None
            : Task.FromResult<Answer?>(new Answer(AnswerOrigin.Fallback, turn.Chatbot.Fallback));
    }
}
