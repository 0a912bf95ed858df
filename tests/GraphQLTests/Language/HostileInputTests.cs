using System.Text;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQLTests.Language;

/// <summary>Every input ends in a tree or a <see cref="SyntaxException"/>, soon and in bounded memory.</summary>
public sealed class HostileInputTests
{
    private static readonly ParserOptions OnlyDepthLimited = ParserOptions.Trusted;

    [Theory]
    [InlineData("{a", 100_000)]
    [InlineData("{", 100_000)]
    [InlineData("query($a: ", 1, "[", 100_000)]
    [InlineData("{ a(b: ", 1, "[", 100_000)]
    [InlineData("{ a(b: ", 1, "{c:", 100_000)]
    [InlineData("{ ...{", 100_000)]
    [InlineData("type A { b: ", 1, "[", 100_000)]
    public void Parse_WhenNestedWithoutEnd_StopsAtTheDepthLimit(string text, int count, string inner = "", int innerCount = 0)
    {
        var source = Repeat(text, count) + Repeat(inner, innerCount);

        Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse(source, OnlyDepthLimited));
        Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse(source));
    }

    [Fact]
    public void Parse_WhenNestedToTheGreatestDepth_FitsASmallStack()
    {
        var options = OnlyDepthLimited with { MaxDepth = 256 };
        var selections = Repeat("{a", 256) + Repeat("}", 256);
        var values = "{a(b:" + Repeat("{c:", 255) + "1" + Repeat("}", 255) + ")}";
        Exception? failure = null;

        // Half of what a thread of the pool has.
        var thread = new Thread(() => failure = Record.Exception(() =>
        {
            _ = Utf8GraphQLParser.Parse(selections, options).ToString();
            _ = Utf8GraphQLParser.Parse(values, options).ToString();
        }), 768 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
    }

    [Fact]
    public void Parse_WhenOneMebibyteOfAliases_IsRefusedBySize()
    {
        var source = Encoding.UTF8.GetBytes("{" + string.Concat(Enumerable.Range(0, 90_000).Select(i => $"a{i:D6}:b ")) + "}");

        var error = Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse(source));

        Assert.Equal("DOCUMENT_TOO_LARGE", error.Code);
        Assert.Contains("bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a ", "fields")]
    [InlineData("a(b:$c) ", "tokens")]
    [InlineData("a(b:[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]) ", "nodes")]
    public void Parse_WhenTooManyOfSomething_SaysOfWhat(string selection, string what)
    {
        var options = new ParserOptions
        {
            MaxSize = int.MaxValue,
            MaxFields = what == "fields" ? 100 : int.MaxValue,
            MaxTokens = what == "tokens" ? 100 : int.MaxValue,
            MaxNodes = what == "nodes" ? 100 : int.MaxValue,
        };

        var error = Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse("{" + Repeat(selection, 1000) + "}", options));

        Assert.Equal("DOCUMENT_TOO_LARGE", error.Code);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7B2061FF7D")]
    [InlineData("7B2061202380810A7D")]
    [InlineData("7B206128623A2022C3282229207D")]
    [InlineData("7B206128623A2022EDA0802229207D")]
    [InlineData("7B206128623A202222228020222222297D")]
    [InlineData("EFBB7B617D")]
    [InlineData("7B20612023F4908080")]
    public void Parse_WhenInvalidUtf8_Refuses(string hex)
    {
        var error = Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse(Convert.FromHexString(hex)));

        Assert.Contains("Invalid UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhenEveryPrefixOfADocument_ParsesOrRefuses()
    {
        var source = Encoding.UTF8.GetBytes(KitchenSink.Executable + KitchenSink.TypeSystem);

        for (var length = 0; length <= source.Length; length++)
        {
            ParseOrRefuse(source.AsSpan(0, length));
        }

        Assert.Equal(KitchenSink.Definitions, Utf8GraphQLParser.Parse(source).Definitions.Count);
    }

    [Fact]
    public void Parse_WhenRandomBytes_ParsesOrRefuses()
    {
        var random = new Random(20250901);
        var seed = Encoding.UTF8.GetBytes(KitchenSink.Executable);
        var buffer = new byte[400];

        for (var i = 0; i < 20_000; i++)
        {
            var source = buffer.AsSpan(0, random.Next(buffer.Length));
            random.NextBytes(source);
            ParseOrRefuse(source);

            // A known document with a few bytes changed gets deeper into the grammar.
            var mutated = seed.ToArray();
            for (var change = random.Next(4); change >= 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)"{}()[]:!$@|&=.\"\\#, \n\r0-e_\u00FFon"[random.Next(26)];
            }

            ParseOrRefuse(mutated);
        }
    }

    [Fact]
    public void Parse_WhenEscapesAreEndless_StaysLinear()
    {
        var source = "{ a(b: \"" + Repeat("\\u{0", 50_000);

        var error = Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse(source, OnlyDepthLimited));

        Assert.True(error.Message.Length < 200);
    }

    private static void ParseOrRefuse(ReadOnlySpan<byte> source)
    {
        try
        {
            var printed = Utf8GraphQLParser.Parse(source).ToString();
            Assert.Equal(printed, Utf8GraphQLParser.Parse(printed).ToString());
        }
        catch (SyntaxException)
        {
            // The expected answer to most of these.
        }
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
