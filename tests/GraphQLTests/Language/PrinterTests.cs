using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQLTests.Language;

public sealed class PrinterTests
{
    [Theory]
    [InlineData("query Q { a }", "query Q {\n  a\n}")]
    [InlineData("query { a }", "{\n  a\n}")]
    [InlineData("query ($a: Int = 1) @d { a }", "query ($a: Int = 1) @d {\n  a\n}")]
    [InlineData("query ($a: [Int!]! @d) { x: a(b: [1, {c: \"\\u0007\\n\"}]) ... @d { b } }", "query ($a: [Int!]! @d) {\n  x: a(b: [1, {c: \"\\u0007\\n\"}])\n  ... @d {\n    b\n  }\n}")]
    [InlineData("\"why\" fragment F on T { ...G }", "\"why\"\nfragment F on T {\n  ...G\n}")]
    [InlineData("type A implements B & C @d", "type A implements B & C @d")]
    [InlineData("type A { b(\"x\" c: Int, d: Int): D }", "type A {\n  b(\n    \"x\"\n    c: Int\n    d: Int\n  ): D\n}")]
    [InlineData("union U = | A | B", "union U = A | B")]
    [InlineData("directive @d(a: Int = 1) repeatable on | FIELD | QUERY", "directive @d(a: Int = 1) repeatable on FIELD | QUERY")]
    [InlineData("extend input I { a: Int = 1 @d }", "extend input I {\n  a: Int = 1 @d\n}")]
    [InlineData("\"\"\"\n  two\n    lines\n\"\"\" scalar S", "\"\"\"\ntwo\n  lines\n\"\"\"\nscalar S")]
    [InlineData("{ a(b: \"\"\"one \"quoted\\\"\"\"\n\"\"\") }", "{\n  a(b: \"\"\"\n  one \"quoted\\\"\"\"\n  \"\"\")\n}")]
    public void Print_WhenParsed_IsLaidOutAndStable(string source, string printed)
    {
        var text = Utf8GraphQLParser.Parse(source).ToString();

        Assert.Equal(printed, text);
        Assert.Equal(printed, Utf8GraphQLParser.Parse(text).ToString());
    }

    [Fact]
    public void Print_WhenArgumentsAreLong_WrapsThem()
    {
        var argument = new string('a', 40);

        var text = Utf8GraphQLParser.Parse($"{{ f({argument}: 1, b{argument}: 2) }}").ToString();

        Assert.Equal($"{{\n  f(\n    {argument}: 1\n    b{argument}: 2\n  )\n}}", text);
    }
}
