namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>The end of the list: a person shall answer.</summary>
internal sealed class HandOff : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken) =>
        Task.FromResult<Answer?>(new Answer(AnswerOrigin.HandOff, turn.Chatbot.HandoffText) { HandsOff = true });
}
