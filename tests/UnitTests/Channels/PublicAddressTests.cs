using SmsPlatform.Infrastructure.Channels;

namespace SmsPlatform.UnitTests.Channels;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://MyCompany.com", "https://MyCompany.com")]
    [InlineData("https://MyCompany.com:443/", "https://MyCompany.com:443")]
    [InlineData("https://user:pass@h/Sms/", "https://user:pass@h/Sms")]
    public void AsConfigured_IsNotWrittenAnew(string configured, string expected) =>
        Assert.Equal(expected, new PublicAddressOptions { PublicBaseUrl = new Uri(configured) }.AsConfigured);

    [Fact]
    public void AsConfigured_WhenThereIsNone_IsNull() =>
        Assert.Null(new PublicAddressOptions().AsConfigured);
}
