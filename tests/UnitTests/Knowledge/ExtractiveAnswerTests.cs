using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.UnitTests.Knowledge;

public sealed class ExtractiveAnswerTests
{
    [Fact]
    public void From_WhenAnswered_QuotesTheMostRelevantSentenceAndWhatFollows()
    {
        var answer = ExtractiveAnswer.From(Found(Grounding.Answered, ("Once.", 0), ("Open at nine.", 1), ("Ring twice.", 0)), text => text.Length <= 25);

        Assert.Equal("Open at nine. Ring twice.", answer?.Text);
    }

    [Fact]
    public void From_WhenThereIsRoom_AddsWhatCameBefore()
    {
        var answer = ExtractiveAnswer.From(Found(Grounding.Answered, ("Once.", 0), ("Open at nine.", 1)), _ => true);

        Assert.Equal("Once. Open at nine.", answer?.Text);
    }

    [Theory]
    [InlineData(Grounding.None)]
    [InlineData(Grounding.Related)]
    public void From_WhenNotAnswered_IsNothing(Grounding grounding) =>
        Assert.Null(ExtractiveAnswer.From(Found(grounding, ("Open at nine.", 1)), _ => true));

    [Fact]
    public void From_WhenNotEvenOneSentenceFits_IsNothing() =>
        Assert.Null(ExtractiveAnswer.From(Found(Grounding.Answered, ("Open at nine.", 1)), _ => false));

    private static Retrieval Found(Grounding grounding, params (string Text, double Relevance)[] sentences)
    {
        var text = string.Join(' ', sentences.Select(sentence => sentence.Text));
        var ranked = sentences.Select(sentence => new RankedSentence(sentence.Text, sentence.Relevance)).ToList();
        var id = new PassageId(Guid.Parse("00000000-0000-7000-8000-000000000001"));
        return new Retrieval(grounding, [new RetrievedPassage(id, default, "Hours", "", text, new PassageScores(1, null, 1, 1), ranked)]);
    }
}
