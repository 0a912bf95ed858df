using System.Text;
using SmsPlatform.GraphQL.AspNetCore.Http;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class RequestParserTests
{
    private const string Hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38";

    [Fact]
    public void Parse_WhenComplete_SlicesTheBody()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"query":"query A { a }","operationName":"A","variables":{"x":[1,"é"]},"extensions":{"some":{"a":1}},"other":[{}]}""");

        var error = RequestParser.Parse(body, 0, out var request, out var batch);

        Assert.Null(error);
        Assert.Null(batch);
        Assert.Equal("query A { a }", Text(request.Query));
        Assert.Equal("A", request.OperationName);
        Assert.Equal("""{"x":[1,"é"]}""", Text(request.Variables));
        Assert.Equal("""{"some":{"a":1}}""", Text(request.Extensions));
        Assert.True(body.AsSpan().Overlaps(request.Query!.Value.Span), "an unescaped query is not copied");
    }

    [Fact]
    public void Parse_WhenQueryIsEscaped_Unescapes()
    {
        var request = Parse("""{"query":"{\n  a(b: \"\u00e9\ud83c\udfc3\")\t}"}""");

        Assert.Equal("{\n  a(b: \"é🏃\")\t}", Text(request.Query));
    }

    [Fact]
    public void Parse_WhenMembersAreNull_TakesThemForAbsent()
    {
        var request = Parse("""{"query":"{a}","operationName":null,"variables":null,"extensions":null}""");

        Assert.Null(request.OperationName);
        Assert.True(request.Variables.IsEmpty);
        Assert.True(request.Extensions.IsEmpty);
    }

    [Fact]
    public void Parse_WhenBodyStartsWithByteOrderMark_SkipsIt() =>
        Assert.Equal("{a}", Text(Parse("\uFEFF{\"query\":\"{a}\"}").Query));

    [Fact]
    public void Parse_WhenPersistedQuery_ReadsTheHash()
    {
        var request = Parse(
            """{"extensions":{"a":[1],"persistedQuery":{"version":1,"sha256Hash":"HASH"}}}""".Replace("HASH", Hash.ToUpperInvariant(), StringComparison.Ordinal));

        Assert.Null(request.Query);
        Assert.Equal(Hash, request.PersistedQueryHash);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("documentId")]
    public void Parse_WhenDocumentIdIsGiven_ReadsIt(string member) =>
        Assert.Equal("abc", Parse($$"""{"{{member}}":"abc"}""").DocumentId);

    [Theory]
    [InlineData("", "HC0009")]
    [InlineData("   ", "HC0012")]
    [InlineData("1", "HC0012")]
    [InlineData("null", "HC0012")]
    [InlineData("\"{a}\"", "HC0012")]
    [InlineData("{", "HC0012")]
    [InlineData("{\"query\":", "HC0012")]
    [InlineData("{\"query\":\"{a}\"", "HC0012")]
    [InlineData("{\"query\":\"{a}\"}}", "HC0012")]
    [InlineData("{\"query\":\"{a}\"} {}", "HC0012")]
    [InlineData("{\"query\":\"{a}\",}", "HC0012")]
    [InlineData("{'query':'{a}'}", "HC0012")]
    [InlineData("{\"query\":\"{a}\" /* comment */}", "HC0012")]
    [InlineData("{}", "HC0013")]
    [InlineData("{\"query\":null}", "HC0013")]
    [InlineData("{\"query\":1}", "HC0009")]
    [InlineData("{\"query\":{\"a\":1}}", "HC0009")]
    [InlineData("{\"query\":\"{a}\",\"operationName\":1}", "HC0009")]
    [InlineData("{\"query\":\"{a}\",\"variables\":[1]}", "HC0009")]
    [InlineData("{\"query\":\"{a}\",\"variables\":\"{}\"}", "HC0009")]
    [InlineData("{\"query\":\"{a}\",\"extensions\":false}", "HC0009")]
    [InlineData("{\"query\":\"{a}\",\"query\":\"{b}\"}", "HC0009")]
    [InlineData("{\"query\":\"{a}\",\"\\u0071uery\":\"{b}\"}", "HC0009")]
    [InlineData("{\"query\":\"\\ud800\"}", "HC0012")]
    [InlineData("{\"query\":\"{a}\",\"operationName\":\"\\udc00\"}", "HC0012")]
    [InlineData("{\"query\":\"{a}\",\"variables\":{\"a\":[\"\\ud800x\"]}}", "HC0012")]
    [InlineData("{\"query\":\"{a}\",\"variables\":{\"\\ud800\\ud800\":1}}", "HC0012")]
    [InlineData("{\"query\":\"{a}\",\"other\":\"\\udfff\"}", "HC0012")]
    [InlineData("{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"zz\"}}}", "HC0009")]
    [InlineData("{\"extensions\":{\"persistedQuery\":{\"version\":2,\"sha256Hash\":\"" + Hash + "\"}}}", "HC0009")]
    [InlineData("{\"extensions\":{\"persistedQuery\":[]}}", "HC0009")]
    [InlineData("[{\"query\":\"{a}\"}]", "BATCHING_DISABLED")]
    public void Parse_WhenMalformed_RefusesWithCode(string body, string code) =>
        Assert.Equal(code, RequestParser.Parse(Encoding.UTF8.GetBytes(body), 0, out _, out _)?.Code);

    [Fact]
    public void Parse_WhenNotUtf8_Refuses()
    {
        byte[] body = [.. "{\"query\":\"{a}\",\"variables\":{\"a\":\""u8, 0xC3, 0x28, .. "\"}}"u8];

        Assert.Same(HttpError.NotUtf8, RequestParser.Parse(body, 0, out _, out _));
    }

    [Fact]
    public void Parse_WhenNestedTooDeep_Refuses()
    {
        var body = "{\"query\":\"{a}\",\"variables\":{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";

        Assert.Same(HttpError.NotJson, RequestParser.Parse(Encoding.UTF8.GetBytes(body), 0, out _, out _));
    }

    [Fact]
    public void Parse_WhenBatch_ReadsEachUpToTheLimit()
    {
        var two = Encoding.UTF8.GetBytes("""[{"query":"{a}"},{"query":"{b}"}]""");

        Assert.Null(RequestParser.Parse(two, 2, out _, out var batch));
        Assert.Equal(["{a}", "{b}"], batch!.Select(request => Text(request.Query)));
        Assert.Same(HttpError.BatchTooLarge, RequestParser.Parse(two, 1, out _, out _));
        Assert.Same(HttpError.BatchEmpty, RequestParser.Parse("[]"u8.ToArray(), 2, out _, out _));
        Assert.Same(HttpError.NotAnObject, RequestParser.Parse("[1]"u8.ToArray(), 2, out _, out _));
    }

    [Fact]
    public void Parse_WhenCutAnywhere_RefusesWithoutThrowing()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"query":"{ a\n \u00e9 é }","variables":{"x":["\ud83c\udfc3",1.5e3,true]},"extensions":{"a":{}},"operationName":"A"}""");

        for (var length = 0; length < body.Length; length++)
        {
            Assert.NotNull(RequestParser.Parse(body.AsMemory(0, length), 10, out _, out _));
        }
    }

    private static ParsedRequest Parse(string body)
    {
        Assert.Null(RequestParser.Parse(Encoding.UTF8.GetBytes(body), 0, out var request, out _));
        return request;
    }

    private static string Text(ReadOnlyMemory<byte>? bytes) => Encoding.UTF8.GetString(bytes!.Value.Span);
}
