using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class ConsentWordsTests
{
    [Theory]
    [InlineData("STOP", ConsentWord.OptOut)]
    [InlineData("stop", ConsentWord.OptOut)]
    [InlineData("  Stop \r\n", ConsentWord.OptOut)]
    [InlineData("STOPALL", ConsentWord.OptOut)]
    [InlineData("Unsubscribe", ConsentWord.OptOut)]
    [InlineData("CANCEL", ConsentWord.OptOut)]
    [InlineData("end", ConsentWord.OptOut)]
    [InlineData("QUIT", ConsentWord.OptOut)]
    [InlineData("revoke", ConsentWord.OptOut)]
    [InlineData("OptOut", ConsentWord.OptOut)]
    [InlineData("START", ConsentWord.OptIn)]
    [InlineData("unstop", ConsentWord.OptIn)]
    [InlineData("yes", ConsentWord.OptInIfOptedOut)]
    [InlineData("HELP", ConsentWord.Help)]
    [InlineData("info", ConsentWord.Help)]
    public void Classify_WhenTheWordStandsAlone_IsConsent(string body, ConsentWord expected) =>
        Assert.Equal(new SaidConsent(expected, ConsentSource.Keyword), ConsentWords.Classify(body, null));

    [Theory]
    [InlineData("")]
    [InlineData("please stop by")]
    [InlineData("STOP it")]
    [InlineData("stopp")]
    [InlineData("yes please")]
    [InlineData("the end")]
    public void Classify_WhenTheWordIsPartOfAText_IsNot(string body) =>
        Assert.Null(ConsentWords.Classify(body, null));

    [Theory]
    [InlineData("ARRET", "STOP", ConsentWord.OptOut)]
    [InlineData("oui", "start", ConsentWord.OptIn)]
    [InlineData("STOP", "HELP", ConsentWord.Help)]
    [InlineData("STOP", "", ConsentWord.OptOut)]
    [InlineData("STOP", "SOMETHING_NEW", ConsentWord.OptOut)]
    public void Classify_WhenTheProviderReadIt_FollowsTheProvider(string body, string optOutType, ConsentWord expected) =>
        Assert.Equal(expected, ConsentWords.Classify(body, optOutType)?.Word);
}
