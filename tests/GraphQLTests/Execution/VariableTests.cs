using System.Text;
using SmsPlatform.GraphQL.Execution;
using static SmsPlatform.GraphQLTests.Execution.Engine;

namespace SmsPlatform.GraphQLTests.Execution;

public sealed class VariableTests
{
    private const string Sdl = """
        type Query { echo(in: In, list: [Int!], number: Int = 7, text: String!, one: One, any: Any, kind: Kind): String }
        input In { a: Int! b: [In!] c: String = "d" e: Kind }
        input One @oneOf { x: Int y: String }
        enum Kind { RED GREEN }
        scalar Any
        """;

    private static readonly RequestExecutor Executor = Create(Sdl, new()
    {
        ["Query.echo"] = Resolve(context => string.Join('|', context.Schema.QueryType.Fields[0].Arguments.Select(argument =>
            context.IsArgumentSet(argument.Index) ? $"{argument.Name}={Show(context.Argument<object?>(argument.Index))}" : argument.Name))),
    });

    [Theory]
    [InlineData("query($t: String!) { echo(text: $t) }", """{"t":"x"}""", "in|list|number=7|text=x|one|any|kind")]
    [InlineData("query($t: String = \"d\") { echo(text: $t) }", "{}", "in|list|number=7|text=d|one|any|kind")]
    [InlineData("query($n: Int) { echo(text: \"\", number: $n) }", "{}", "in|list|number=7|text=|one|any|kind")]
    [InlineData("query($n: Int) { echo(text: \"\", number: $n) }", """{"n":null}""", "in|list|number=null|text=|one|any|kind")]
    [InlineData("query($l: [Int!]) { echo(text: \"\", list: $l) }", """{"l":5}""", "in|list=[5]|number=7|text=|one|any|kind")]
    [InlineData(
        "query($i: In) { echo(text: \"\", in: $i) }",
        """{"i":{"b":[{"a":2,"e":"GREEN"},{"c":null,"a":3}],"a":1}}""",
        "in={a:1,b:[{a:2,c:d,e:GREEN},{a:3,c:null}],c:d}|list|number=7|text=|one|any|kind")]
    [InlineData("query($a: Int!) { echo(text: \"\", in: { a: $a, b: { a: $a } }) }", """{"a":4}""", "in={a:4,b:[{a:4,c:d}],c:d}|list|number=7|text=|one|any|kind")]
    [InlineData("query($e: Kind) { echo(text: \"\", in: { a: 1, e: $e }, kind: RED) }", "{}", "in={a:1,c:d}|list|number=7|text=|one|any|kind=RED")]
    [InlineData("query($o: One) { echo(text: \"\", one: $o) }", """{"o":{"y":"z"}}""", "in|list|number=7|text=|one={y:z}|any|kind")]
    [InlineData("query($o: One) { echo(text: \"\", one: $o) }", """{"other":[{}],"o":{"x":1},"more":{"a":[1]}}""", "in|list|number=7|text=|one={x:1}|any|kind")]
    [InlineData("query($t: String!) { echo(text: $t) }", """{"t":"a","t":"b"}""", "in|list|number=7|text=b|one|any|kind")]
    public async Task Coerce_WhenValuesFit_GivesThemToTheResolver(string query, string variables, string expected) =>
        Assert.Equal($$$"""{"data":{"echo":"{{{expected}}}"}}""", await Executor.RunAsync(query, variables));

    [Theory]
    [InlineData("$t: String!", "{}", "Variable \\\"$t\\\" of required type \\\"String!\\\" was not provided.")]
    [InlineData("$t: String!", """{"t":null}""", "Expected non-nullable type \\\"String!\\\" not to be null.")]
    [InlineData("$t: String!", """{"t":1}""", "Variable \\\"$t\\\" got invalid value; String cannot represent a non string value.")]
    [InlineData("$i: In", """{"i":{"b":[{"a":1},{}]}}""", "at \\\"i.b[1]\\\"; Field \\\"a\\\" of required type \\\"Int!\\\" was not provided.")]
    [InlineData("$i: In", """{"i":{"a":1,"z":2}}""", "Field \\\"z\\\" is not defined by type \\\"In\\\".")]
    [InlineData("$i: In", """{"i":{"a":1,"e":"BLUE"}}""", "at \\\"i.e\\\"; Value does not exist in \\\"Kind\\\" enum.")]
    [InlineData("$i: In", """{"i":[1]}""", "Expected type \\\"In\\\" to be an object.")]
    [InlineData("$o: One", """{"o":{}}""", "Exactly one key must be specified for OneOf type \\\"One\\\".")]
    [InlineData("$o: One", """{"o":{"x":1,"y":"z"}}""", "Exactly one key must be specified")]
    [InlineData("$o: One", """{"o":{"x":null}}""", "Field \\\"x\\\" must be non-null.")]
    [InlineData("$l: [Int!]", """{"l":[1,null]}""", "at \\\"l[1]\\\"; Expected non-nullable type \\\"Int!\\\" not to be null.")]
    [InlineData("$l: [Int!]", """{"l":[2147483648]}""", "Int cannot represent non 32-bit signed integer value.")]
    [InlineData("$l: [Int!]", "[]", "The variables are no JSON object.")]
    [InlineData("$l: [Int!]", """{"l":[1}""", "The variables are no JSON object.")]
    public async Task Coerce_WhenValuesDoNotFit_RefusesTheRequest(string definition, string variables, string message)
    {
        var name = definition[1];
        var argument = name switch { 't' => "text: $t", 'i' => "text: \"\", in: $i", 'o' => "text: \"\", one: $o", _ => "text: \"\", list: $l" };

        var json = await Executor.RunAsync($"query({definition}) {{ echo({argument}) }}", variables);

        Assert.StartsWith("""{"errors":[""", json, StringComparison.Ordinal);
        Assert.Contains(message, json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenInputIsHostile_AlwaysAnswers()
    {
        var deep = $$"""{"i":{{string.Concat(Enumerable.Repeat("""{"a":1,"b":[""", 50_000))}}""";
        string[] hostile = [deep, $"{{\"i\":{new string('[', 100_000)}", "{\"i\":{\"\\ud800\":1}}", "\"", "{", "nul", "{\"i\":{\"a\":1e999}}", "{\"i\":{\"a\":1,\"b\":{}}}"];

        foreach (var variables in hostile)
        {
            Assert.StartsWith("{\"errors\":[", await Executor.RunAsync("query($i: In) { echo(text: \"\", in: $i) }", variables), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Execute_WhenBytesAreRandom_AlwaysAnswers()
    {
        const string Query = "query Q($i: In, $b: Boolean! = true) { echo(text: \"a\", in: $i) @include(if: $b) ...F } fragment F on Query { __typename e: echo(text: \"\") }";
        const string Variables = """{"i":{"a":1,"b":[{"a":2}],"c":"\u00e9","e":"RED"},"b":false}""";
        var random = new Random(20260301);
        var query = Encoding.UTF8.GetBytes(Query);
        var variables = Encoding.UTF8.GetBytes(Variables);

        for (var i = 0; i < 20_000; i++)
        {
            var request = new GraphQLRequest { Query = Mutate(query, random), Variables = Mutate(variables, random) };
            await using var result = await Executor.ExecuteAsync(request);
            Assert.NotEqual(0, Assert.IsType<OperationResult>(result).Length);
        }

        for (var length = 0; length <= variables.Length; length++)
        {
            await using var result = await Executor.ExecuteAsync(new GraphQLRequest { Query = query, Variables = variables.AsMemory(0, length) });
            Assert.NotEqual(0, Assert.IsType<OperationResult>(result).Length);
        }
    }

    private static byte[] Mutate(byte[] text, Random random)
    {
        var copy = random.Next(4) == 0 ? text[..random.Next(text.Length)] : (byte[])text.Clone();
        for (var i = random.Next(4); i > 0 && copy.Length > 0; i--)
        {
            copy[random.Next(copy.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]()\"$:!,@#\\0a"[random.Next(16)]);
        }

        return copy;
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        Dictionary<string, object?> map => $"{{{string.Join(',', map.Select(pair => $"{pair.Key}:{Show(pair.Value)}"))}}}",
        object?[] list => $"[{string.Join(',', list.Select(Show))}]",
        _ => value.ToString()!,
    };
}
