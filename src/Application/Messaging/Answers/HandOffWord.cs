using SmsPlatform.Domain.Automation;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>Hands over when the contact asks for a person by one of the chatbot's words.</summary>
internal sealed class HandOffWord : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        var asks = turn.Chatbot.HandoffWords.Any(word =>
            RulePattern.Parse(RuleMatch.Exact, word) is { IsSuccess: true, Value: var pattern } && turn.Said.Any(pattern.IsMatch));
        return asks
            ? Task.FromResult<Answer?>(new Answer(AnswerOrigin.HandOffWord, turn.Chatbot.HandoffText) { HandsOff = true })
            : Answer.None;
    }
}
