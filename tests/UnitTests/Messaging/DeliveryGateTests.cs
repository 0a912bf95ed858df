using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class DeliveryGateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Head Queued = new(
        MessageId.New(Noon),
        ConversationId.New(Noon),
        IntegrationId.New(Noon),
        MessageStatus.Queued,
        "+15005550006",
        "+15551230001",
        "hello",
        [],
        Attempts: 0,
        DueAt: Noon,
        ExpiresAt: Noon.AddMinutes(15),
        CreatedAt: Noon,
        AttemptedAt: null,
        IsAutomatic: true,
        IsOptedOut: false,
        ConversationMode.Bot);

    [Fact]
    public void Decide_WhenNothingStandsAgainstIt_Sends() =>
        Assert.IsType<GateVerdict.Send>(DeliveryGate.Decide(Queued, Working(), Noon));

    [Fact]
    public void Decide_WhenTheContactOptedOut_Cancels() =>
        AssertClosed(MessageStatus.Canceled, "message.opted_out", DeliveryGate.Decide(Queued with { IsOptedOut = true }, Working(), Noon));

    [Fact]
    public void Decide_WhenItConfirmsTheOptOut_Sends() => Assert.IsType<GateVerdict.Send>(
        DeliveryGate.Decide(Queued with { IsOptedOut = true, AnswersConsent = true }, Working(), Noon));

    [Fact]
    public void Decide_WhenAPersonTookOver_CancelsOnlyWhatTheBotWrote()
    {
        var taken = Queued with { Mode = ConversationMode.Human };

        AssertClosed(MessageStatus.Canceled, "message.taken_over", DeliveryGate.Decide(taken, Working(), Noon));
        Assert.IsType<GateVerdict.Send>(DeliveryGate.Decide(taken with { IsAutomatic = false }, Working(), Noon));
    }

    [Fact]
    public void Decide_AtItsExpiry_Expires() =>
        AssertClosed(MessageStatus.Expired, "message.expired", DeliveryGate.Decide(Queued, Working(), Noon.AddMinutes(15)));

    [Theory]
    [InlineData(MessageStatus.Queued)]
    [InlineData(MessageStatus.Unconfirmed)]
    public void Decide_WhenTheIntegrationIsGone_Fails(MessageStatus status) =>
        AssertClosed(MessageStatus.Failed, "integration.not_found", DeliveryGate.Decide(Queued with { Status = status }, null, Noon));

    [Theory]
    [InlineData(false, IntegrationStatus.Connected)]
    [InlineData(true, IntegrationStatus.Error)]
    public void Decide_WhenTheIntegrationMustNotBeUsed_Holds(bool isEnabled, IntegrationStatus status)
    {
        var integration = Working() with { IsEnabled = isEnabled, Status = status };

        Assert.IsType<GateVerdict.Hold>(DeliveryGate.Decide(Queued, integration, Noon));
        Assert.IsType<GateVerdict.Hold>(DeliveryGate.Decide(Queued with { Status = MessageStatus.Unconfirmed }, integration, Noon));
    }

    [Fact]
    public void Decide_WhenAWorkerDiedInTheMiddle_DoubtsAndNeverSends() =>
        Assert.IsType<GateVerdict.Doubt>(DeliveryGate.Decide(Queued with { Status = MessageStatus.Sending }, Working(), Noon.AddDays(1)));

    [Fact]
    public void Decide_WhenAnAttemptIsUnconfirmed_LooksItUpEvenPastItsExpiry() =>
        Assert.IsType<GateVerdict.LookUp>(
            DeliveryGate.Decide(Queued with { Status = MessageStatus.Unconfirmed }, Working(), Noon.AddDays(1)));

    [Fact]
    public void After_ARetryBeyondTheExpiry_IsDueAtTheExpiry()
    {
        var outcome = new SendOutcome(AttemptOutcome.Retry, RetryAfter: TimeSpan.FromHours(1));

        Assert.Equal(new NextStep(MessageStatus.Queued, Queued.ExpiresAt), NextStep.After(outcome, 1, Queued, Noon, TimeSpan.FromSeconds(10), 0.5));
    }

    [Fact]
    public void After_TheLastAttempt_Fails() =>
        Assert.Equal(
            new NextStep(MessageStatus.Failed, null),
            NextStep.After(new SendOutcome(AttemptOutcome.Retry), RetryPolicy.MaxAttempts, Queued, Noon, TimeSpan.FromSeconds(10), 0.5));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void After_AnAcceptanceThatNamesNoMessage_IsInDoubtAndNeverSent(string? externalId)
    {
        var outcome = new SendOutcome(AttemptOutcome.Accepted, externalId);

        Assert.Equal((AttemptOutcome.Ambiguous, SendOutcome.NoIdCode), (outcome.Kind, outcome.ErrorCode));
        Assert.Equal(
            new NextStep(MessageStatus.Unconfirmed, Noon.AddSeconds(10)),
            NextStep.After(outcome, 1, Queued, Noon, TimeSpan.FromSeconds(10), 0.5));
    }

    private static void AssertClosed(MessageStatus status, string code, GateVerdict verdict)
    {
        var close = Assert.IsType<GateVerdict.Close>(verdict);
        Assert.Equal((status, code), (close.Status, close.Error.Code));
    }

    private static ConnectedIntegration Working() => new(
        Queued.IntegrationId,
        WorkspaceId.New(Noon),
        ChatbotId.New(Noon),
        Channel.Sms,
        IsEnabled: true,
        IntegrationStatus.Connected,
        TimeSpan.FromSeconds(1),
        new ChannelConnection(
            Queued.IntegrationId, "AC1", "+15005550006", "", new Dictionary<string, string>(), new Dictionary<string, string>()));
}
