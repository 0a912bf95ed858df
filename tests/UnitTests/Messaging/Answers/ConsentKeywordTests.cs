using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging.Answers;

/// <summary>Who confirms what of consent.</summary>
public sealed class ConsentKeywordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Channel.Sms, ConsentSource.Keyword, false)]
    [InlineData(Channel.Sms, ConsentSource.Provider, false)]
    [InlineData(Channel.Sms, ConsentSource.OwnWord, true)]
    [InlineData(Channel.WhatsApp, ConsentSource.Keyword, true)]
    [InlineData(Channel.Telegram, ConsentSource.OwnWord, true)]
    public async Task Stop_WhereTheProviderDoesNotConfirmIt_IsConfirmedByUs(Channel channel, ConsentSource source, bool confirmed)
    {
        var (turn, answer) = await AskAsync(channel, isOptedOut: true, Said(ConsentKind.OptOut, source));

        Assert.Equal(AnswerOrigin.Consent, answer?.Origin);
        Assert.Equal(confirmed ? [Chatbot.DefaultOptOutText] : [], turn.Found.Confirmations);
    }

    [Fact]
    public async Task Stop_SaidBefore_IsNotConfirmedAgain()
    {
        var (turn, answer) = await AskAsync(Channel.Slack, isOptedOut: true, Said(ConsentKind.OptOut, holds: false));

        Assert.Empty(turn.Found.Confirmations);
        Assert.Equal(AnswerOrigin.Consent, answer?.Origin);
    }

    [Fact]
    public async Task StopAndStart_InOneBurst_AreTheLastOfThem()
    {
        var (turn, _) = await AskAsync(Channel.Slack, isOptedOut: false, Said(ConsentKind.OptOut, holds: false), Said(ConsentKind.OptIn));

        Assert.Equal([Chatbot.DefaultOptInText], turn.Found.Confirmations);
    }

    [Fact]
    public async Task HelpAndStop_InOneBurst_AreBothAnswered()
    {
        var (turn, _) = await AskAsync(Channel.Slack, isOptedOut: true, Said(ConsentKind.Help), Said(ConsentKind.OptOut));

        Assert.Equal([Chatbot.DefaultOptOutText, Chatbot.DefaultHelpText], turn.Found.Confirmations);
    }

    [Fact]
    public async Task Question_BesideTheOptOut_IsNotAnswered()
    {
        var (turn, answer) = await AskAsync(Channel.Slack, isOptedOut: true, Said(null), Said(ConsentKind.OptOut));

        Assert.Equal([Chatbot.DefaultOptOutText], turn.Found.Confirmations);
        Assert.Equal(AnswerOrigin.Consent, answer?.Origin);
    }

    [Fact]
    public async Task Question_BesideTheOptIn_IsLeftToTheOthers()
    {
        var (turn, answer) = await AskAsync(Channel.Slack, isOptedOut: false, Said(ConsentKind.OptIn), Said(null));

        Assert.Equal([Chatbot.DefaultOptInText], turn.Found.Confirmations);
        Assert.Null(answer);
    }

    [Fact]
    public async Task Stop_FromAnAddressThatNoAnswerReaches_IsNotConfirmed()
    {
        var (turn, _) = await AskAsync(Channel.Sms, isOptedOut: true, "12345", Said(ConsentKind.OptOut, ConsentSource.OwnWord));

        Assert.Empty(turn.Found.Confirmations);
    }

    private static BurstMessage Said(ConsentKind? kind, ConsentSource source = ConsentSource.Keyword, bool holds = true) => new(
        MessageId.New(Noon), "…", kind is { } said ? new BurstConsent(said, source, holds) : null, Noon);

    private static Task<(AnswerTurn Turn, Answer? Answer)> AskAsync(Channel channel, bool isOptedOut, params BurstMessage[] messages) =>
        AskAsync(channel, isOptedOut, "+15551230001", messages);

    private static async Task<(AnswerTurn Turn, Answer? Answer)> AskAsync(
        Channel channel, bool isOptedOut, string address, params BurstMessage[] messages)
    {
        var chatbot = Chatbot.Create(WorkspaceId.New(Noon), "Bot", Noon);
        var burst = new Burst(
            ConversationId.New(Noon),
            chatbot.WorkspaceId,
            chatbot.Id,
            channel,
            address,
            null,
            ConversationMode.Bot,
            isOptedOut,
            InboundCount: messages.Length,
            StartedAt: Noon,
            IsFirstAnswer: false,
            IntegrationIsEnabled: true,
            LastOrigin: null,
            LastAnswerAt: null,
            Offered: [],
            messages);
        var turn = new AnswerTurn(burst, chatbot, Noon);
        return (turn, await new ConsentKeyword().AnswerAsync(turn, CancellationToken.None));
    }
}
