using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class SmsSegmentsTests
{
    public static TheoryData<string, int, SmsEncoding, int> Vectors()
    {
        var data = new TheoryData<string, int, SmsEncoding, int>
        {
            { "", 0, SmsEncoding.Gsm7, 0 },
            { Repeat("1", 160), 1, SmsEncoding.Gsm7, 160 },
            { Repeat("1", 161), 2, SmsEncoding.Gsm7, 161 },
            { Repeat("1", 306), 2, SmsEncoding.Gsm7, 306 },
            { Repeat("1", 307), 3, SmsEncoding.Gsm7, 307 },
            { "😜" + Repeat("a", 68), 1, SmsEncoding.Ucs2, 70 },
            { "😜" + Repeat("a", 69), 2, SmsEncoding.Ucs2, 71 },
            { "😜" + Repeat("a", 132), 2, SmsEncoding.Ucs2, 134 },
            { "😜" + Repeat("a", 133), 3, SmsEncoding.Ucs2, 135 },
            { "🇮🇹" + Repeat("a", 66), 1, SmsEncoding.Ucs2, 70 },
            { "🇮🇹" + Repeat("a", 67), 2, SmsEncoding.Ucs2, 71 },
            { "🏳️‍🌈" + Repeat("a", 64), 1, SmsEncoding.Ucs2, 70 },
            { "🏳️‍🌈" + Repeat("a", 65), 2, SmsEncoding.Ucs2, 71 },
            { "😀" + Repeat("]", 68), 1, SmsEncoding.Ucs2, 70 },
            { "😀" + Repeat("]", 69), 2, SmsEncoding.Ucs2, 71 },
            { "\r\n" + Repeat("1", 158), 1, SmsEncoding.Gsm7, 160 },
            { "\r\n" + Repeat("1", 159), 2, SmsEncoding.Gsm7, 161 },
            { "Ç", 1, SmsEncoding.Gsm7, 1 },
            { "ç", 1, SmsEncoding.Ucs2, 1 },
            { "\uD83D", 1, SmsEncoding.Ucs2, 1 },
        };
        foreach (var extended in "|^€{}[]~\\\f")
        {
            data.Add(extended + Repeat("1", 158), 1, SmsEncoding.Gsm7, 160);
            data.Add(extended + Repeat("1", 159), 2, SmsEncoding.Gsm7, 161);
        }

        foreach (var accented in "ÁúçíÍóÓÚ")
        {
            data.Add(Repeat(accented.ToString(), 70), 1, SmsEncoding.Ucs2, 70);
            data.Add(Repeat(accented.ToString(), 71), 2, SmsEncoding.Ucs2, 71);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Count_MatchesThePublishedVector(string text, int segments, SmsEncoding encoding, int units) =>
        Assert.Equal(new SmsSize(segments, encoding, units), SmsSegments.Count(text));

    [Fact]
    public void Count_WhenAnExtensionPairWouldStraddle_StartsItInTheNextPart()
    {
        // 152 + 2 would end at septet 154; moved over, the second part holds 2 + 151, and one more needs a third.
        Assert.Equal(2, SmsSegments.Count(Repeat("1", 152) + "€" + Repeat("1", 151)).Segments);
        Assert.Equal(3, SmsSegments.Count(Repeat("1", 152) + "€" + Repeat("1", 152)).Segments);
    }

    [Fact]
    public void Count_WhenAClusterWouldStraddle_StartsItInTheNextPart()
    {
        Assert.Equal(2, SmsSegments.Count(Repeat("ú", 66) + "🏳️‍🌈" + Repeat("a", 61)).Segments);
        Assert.Equal(3, SmsSegments.Count(Repeat("ú", 66) + "🏳️‍🌈" + Repeat("a", 62)).Segments);
    }

    [Fact]
    public void Count_WhenAClusterExceedsAPart_CountsItsUnits()
    {
        var zalgo = "a" + Repeat("\u0301", 199);

        Assert.Equal(new SmsSize(3, SmsEncoding.Ucs2, 200), SmsSegments.Count(zalgo));
    }

    [Theory]
    [InlineData(SmsEncoding.Gsm7, "GSM-7")]
    [InlineData(SmsEncoding.Ucs2, "UCS-2")]
    public void Name_OfAnEncoding_IsTheCarriers(SmsEncoding encoding, string name) =>
        Assert.Equal(name, encoding.Name());

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
