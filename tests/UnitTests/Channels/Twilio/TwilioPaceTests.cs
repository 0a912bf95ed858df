using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioPaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("+15005550006", 1)]
    [InlineData("+18885550006", 3)]
    [InlineData("+18335550006", 3)]
    [InlineData("+18195550006", 1)]
    [InlineData("+491701234567", 1)]
    [InlineData("12345", 10)]
    [InlineData("123456", 10)]
    [InlineData("Sender", 1)]
    public void Of_ANumber_IsTheRateOfItsKind(string number, double rate) =>
        Assert.Equal(new SendPace("AC1", number, rate, 100), Of(number, Connection(number)));

    [Fact]
    public void Of_AMessagingService_IsTheServices() =>
        Assert.Equal(new SendPace("AC1", "MG1", 1, 100), Of("", Connection("", "MG1")));

    [Theory]
    [InlineData("25", 25)]
    [InlineData("0.5", 0.5)]
    public void Of_AnIntegrationThatSaysOtherwise_IsWhatItSays(string setting, double rate)
    {
        var connection = Connection("+15005550006") with
        {
            Settings = new Dictionary<string, string> { ["segmentsPerSecond"] = setting },
        };

        Assert.Equal(rate, Of("+15005550006", connection).OfSender);
    }

    private static SendPace Of(string from, ChannelConnection connection) =>
        TwilioPace.Of(new OutboundMessage(MessageId.New(Noon), from, "+15558675310", "hi", [], null, null), connection, new TwilioRates());

    private static ChannelConnection Connection(string address, string service = "") => new(
        IntegrationId.New(Noon), "AC1", address, service, new Dictionary<string, string>(), new Dictionary<string, string>());
}
