namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>A burst that says nothing but STOP, START or HELP is no question.</summary>
internal sealed class ConsentKeyword : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken) =>
        turn.Said.Count > 0 ? Answer.None : Task.FromResult<Answer?>(new Answer(AnswerOrigin.Consent));
}
