using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>Keeps silent where a person leads, the conversation is closed, or nobody may or can be answered.</summary>
internal sealed class NotForTheBot : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        var isForTheBot = turn.Burst.Mode == ConversationMode.Bot
            && turn.Chatbot.IsActive
            && turn.Burst.IntegrationIsEnabled
            && !turn.Burst.IsOptedOut
            && SenderAddress.CanBeAnswered(turn.Burst.ContactAddress);
        return isForTheBot ? Answer.None : Task.FromResult<Answer?>(new Answer(AnswerOrigin.NotForTheBot));
    }
}
