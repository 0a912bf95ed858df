using System.Diagnostics;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioAccountTests
{
    private const string Main = $$"""{"sid":"{{TwilioRequests.Account}}","owner_account_sid":"{{TwilioRequests.Account}}","status":"active"}""";
    private const string Sub = $$"""{"sid":"{{TwilioRequests.Account}}","owner_account_sid":"AC9","status":"active"}""";
    private const string Balance = """{"account_sid":"AC1","balance":"12.34","currency":"USD"}""";

    [Fact]
    public async Task CheckAsync_OfAWorkingAccount_TellsTheBalance()
    {
        var status = await CheckAsync(new StubTwilio().Answers(200, Main).Answers(200, Balance));

        Assert.Equal(new TwilioStatus(true, true, TwilioRequests.Account, TwilioRequests.Number, 12.34m, "USD", null), status);
    }

    [Fact]
    public async Task CheckAsync_OfASubAccount_HasNoBalanceButANote()
    {
        var status = await CheckAsync(new StubTwilio().Answers(200, Sub).Answers(404, """{"code":20404}"""));

        Assert.True(status.Reachable);
        Assert.Null(status.Balance);
        Assert.Contains("sub-account", status.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_WhenTheBalanceIsWithheld_IsStillReachable()
    {
        var status = await CheckAsync(new StubTwilio().Answers(200, Main).Answers(500, ""));

        Assert.True(status.Reachable);
        Assert.Null(status.Balance);
        Assert.NotNull(status.Note);
    }

    [Fact]
    public async Task CheckAsync_WhenTheCredentialsAreWrong_SaysSo()
    {
        var status = await CheckAsync(new StubTwilio().Answers(401, """{"code":20003}""").Answers(401, """{"code":20003}"""));

        Assert.True(status.Configured);
        Assert.False(status.Reachable);
        Assert.Equal("Twilio refused the credentials.", status.Note);
    }

    [Fact]
    public async Task CheckAsync_WhenTwilioHangs_AnswersInTime()
    {
        var twilio = new StubTwilio().Hangs(afterTaking: false).Hangs(afterTaking: false);
        var started = Stopwatch.GetTimestamp();

        var status = await new TwilioAccount(twilio.Client(configure: o => o.StatusTimeout = TimeSpan.FromMilliseconds(100)))
            .CheckAsync(TwilioRequests.Connection(), default);

        Assert.True(status.Configured);
        Assert.False(status.Reachable);
        Assert.Equal("Twilio could not be reached.", status.Note);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        Assert.True(new TwilioOptions().StatusTimeout < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task CheckAsync_UsesTheAccountsToken_EvenWhereAnApiKeySends()
    {
        var twilio = new StubTwilio().Answers(200, Main).Answers(200, Balance);

        await new TwilioAccount(twilio.Client()).CheckAsync(TwilioRequests.Connection(apiKey: "SK1"), default);

        var token = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{TwilioRequests.Account}:{TwilioRequests.Token}"));
        Assert.All(twilio.Authorizations, authorization => Assert.Equal($"Basic {token}", authorization));
    }

    [Fact]
    public async Task CheckAsync_AsTheHostRegistersIt_LogsNoSecretAndNoNumber()
    {
        await using var services = TwilioServices.Build("http://127.0.0.1:1");

        await services.Account.CheckAsync(TwilioRequests.Connection(token: "canary-token"), default);
        await services.Channel.LookUpAsync(
            new OutboundMessage(default, TwilioRequests.Number, "+15558675310", "text", [], null, null),
            DateTimeOffset.UnixEpoch, TwilioRequests.Connection(token: "canary-token"), default);

        Assert.Contains("Twilio", services.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5558675310", services.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5017122661", services.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-token", services.Log.Text, StringComparison.Ordinal);
    }

    private static Task<TwilioStatus> CheckAsync(StubTwilio twilio) =>
        new TwilioAccount(twilio.Client()).CheckAsync(TwilioRequests.Connection(), default);
}
