using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>
/// Confirms what a contact said by STOP, START or HELP where the provider does not, and whoever leads the conversation. A burst that
/// says nothing else is no question.
/// </summary>
/// <remarks>The ledger was written as the message came. Of what it holds by now, only that is confirmed which this burst brought about.</remarks>
internal sealed class ConsentKeyword : IAnswerStrategy
{
    public Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        if (SenderAddress.CanBeAnswered(turn.Burst.ContactAddress))
        {
            turn.Found.Confirmations.AddRange(Confirm(turn));
        }

        var saysMore = turn.Said.Count > 0 && (!turn.Burst.IsOptedOut || turn.Found.Confirmations.Count == 0);
        return saysMore ? Answer.None : Task.FromResult<Answer?>(new Answer(AnswerOrigin.Consent));
    }

    private static IEnumerable<string> Confirm(AnswerTurn turn)
    {
        var said = turn.Burst.Messages.Select(message => message.Consent).OfType<BurstConsent>().ToList();
        var decision = said.LastOrDefault(consent => consent.Kind != ConsentKind.Help && consent.Holds);
        if (decision is not null && !IsAnsweredByProvider(turn.Burst.Channel, decision.Source))
        {
            yield return decision.Kind == ConsentKind.OptOut ? turn.Chatbot.OptOutText : turn.Chatbot.OptInText;
        }

        if (said.Exists(consent => consent.Kind == ConsentKind.Help && !IsAnsweredByProvider(turn.Burst.Channel, consent.Source)))
        {
            yield return turn.Chatbot.HelpText;
        }
    }

    // Twilio answers its own words, and those of the account's lists. A chatbot's own it passes on like any text.
    private static bool IsAnsweredByProvider(Channel channel, ConsentSource source) =>
        channel == Channel.Sms && source != ConsentSource.OwnWord;
}
