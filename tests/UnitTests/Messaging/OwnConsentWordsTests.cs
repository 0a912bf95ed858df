using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class OwnConsentWordsTests
{
    private static readonly OwnConsentWords Words =
        OwnConsentWords.Of(new ConsentVocabulary(["Arrêt", "ne plus écrire"], ["reprendre"], ["au secours"]));

    [Theory]
    [InlineData("ARRÊT", ConsentWord.OptOut)]
    [InlineData(" arrêt !\n", ConsentWord.OptOut)]
    [InlineData("Ne  plus\técrire.", ConsentWord.OptOut)]
    [InlineData("Reprendre", ConsentWord.OptIn)]
    [InlineData("AU SECOURS", ConsentWord.Help)]
    public void Find_WhenTheWordStandsAlone_TellsWhatItAsksFor(string body, ConsentWord expected) => Assert.Equal(expected, Words.Find(body));

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("arrêt de bus")]
    [InlineData("arret")]
    [InlineData("\ud83d")]
    [InlineData("STOP")]
    public void Find_InAnythingElse_FindsNothing(string body) => Assert.Null(Words.Find(body));

    [Fact]
    public void Find_WithAWordForTwoThings_IsTheOptOut() =>
        Assert.Equal(ConsentWord.OptOut, OwnConsentWords.Of(new ConsentVocabulary(["fin"], ["fin."], [])).Find("FIN"));
}
