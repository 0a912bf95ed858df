using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.UnitTests.Knowledge;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData("How many rooms do you have?", "We have 24 quiet rooms.", true)]
    [InlineData("How many guests can the hall hold?", "For guests the hall holds up to 40.", true)]
    [InlineData("How many members does the House have?", "The House has members chosen every two years by the people.", false)]
    [InlineData("How many times may the key be used?", "The key may be used twice.", true)]
    [InlineData("How old must a driver be?", "A driver must have an age of twenty one years.", true)]
    [InlineData("How old must a driver be?", "A driver must have two licences.", false)]
    [InlineData("What share of drivers is insured?", "Two thirds of drivers are insured.", true)]
    [InlineData("What share of drivers is insured?", "Some drivers are insured.", false)]
    [InlineData("When is the garden open?", "The garden is open at noon.", true)]
    [InlineData("When is the garden open?", "The garden is open to guests.", false)]
    [InlineData("Who eats when the garden is open?", "The chef eats when the garden is open.", true)]
    [InlineData("On which day does the market open?", "The market does open on Fridays.", true)]
    [InlineData("On which day does the market open?", "The market does open from day to day.", false)]
    [InlineData("Where is parking free?", "Parking is free behind the building.", true)]
    [InlineData("Where is the capital?", "For a capital crime a jury is needed.", false)]
    [InlineData("What kind of tree is the dove on?", "The dove is on an old tree.", true)]
    [InlineData("What kind of tree is the dove on?", "The dove is on a tree.", false)]
    [InlineData("What is the name of the manager?", "The manager is busy.", false)]
    [InlineData("What is the fine for speed in dollars?", "The fine for speed is 80.", true)]
    [InlineData("What is the fine for speed in dollars?", "The fine for speed is paid at once.", false)]
    public void Confidence_OfASentence_TellsWhetherItHasTheFormOfAnAnswer(string question, string sentence, bool isAnswer)
    {
        var asked = Question.Read(question, isEnglish: true);
        var terms = QuestionTerms.Of(asked, 100, word => [(Lexeme(word), Words(sentence).Contains(Lexeme(word)) ? 1 : 0)]);

        var evidence = Evidence.Of(asked, terms, new HashSet<string>(), [new IndexedSentence(sentence, Words(sentence))]);

        Assert.Equal(isAnswer, evidence.Confidence > 0.7);
    }

    [Fact]
    public void Terms_ThatAreSynonyms_DoNotBothRestOnOneWord()
    {
        var asked = Question.Read("What are your opening hours?", isEnglish: true);
        var sentence = "A confession in open court.";
        var terms = QuestionTerms.Of(asked, 100, word => [(Lexeme(word), Words(sentence).Contains(Lexeme(word)) ? 1 : 0)]);

        var evidence = Evidence.Of(asked, terms, new HashSet<string>(), [new IndexedSentence(sentence, Words(sentence))]);

        Assert.InRange(evidence.Confidence, 0, 0.6);
    }

    private static HashSet<string> Words(string text) => [.. text.Split(' ', '.', ',').Where(word => word.Length > 0).Select(Lexeme)];

    // As an index would, roughly.
    private static string Lexeme(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.EndsWith("ing", StringComparison.Ordinal) && lower.Length > 5 ? lower[..^3] : lower.TrimEnd('s');
    }
}
