using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioMediaAccessTests
{
    private static readonly ChannelConnection Connection = new(
        new IntegrationId(Guid.NewGuid()), "AC1", "+15005550006", "", new Dictionary<string, string> { ["authToken"] = "secret" },
        new Dictionary<string, string>());

    [Theory]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1", true)]
    [InlineData("https://api.dublin.ie1.twilio.com/media", true)]
    [InlineData("http://api.twilio.com/media", false)]
    [InlineData("https://api.twilio.com:8443/media", false)]
    [InlineData("https://twilio.com.evil.example/media", false)]
    [InlineData("https://eviltwilio.com/media", false)]
    [InlineData("https://api.twilio.com@evil.example/media", false)]
    [InlineData("https://media.twiliocdn.com/media", false)]
    public void GrantFor_AnAddress_CarriesTheCredentialToTwilioOnly(string address, bool expected)
    {
        var grant = new TwilioMediaAccess(Options.Create(new TwilioOptions())).GrantFor(new Uri(address), Connection);

        Assert.Equal(expected, grant.Authorization is not null);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5081/media", true)]
    [InlineData("http://127.0.0.1:5082/media", false)]
    [InlineData("https://127.0.0.1:5081/media", false)]
    public void GrantFor_TheConfiguredOrigin_MayBePrivate(string address, bool expected)
    {
        var access = new TwilioMediaAccess(Options.Create(new TwilioOptions { ApiBaseUrl = "http://127.0.0.1:5081" }));

        Assert.Equal(expected, access.GrantFor(new Uri(address), Connection).IsConfigured);
    }
}
