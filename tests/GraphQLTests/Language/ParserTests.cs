using System.Text;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQLTests.Language;

public sealed class ParserTests
{
    [Fact]
    public void Parse_WhenOperationUsesEveryFeature_BuildsTheTree()
    {
        var document = Utf8GraphQLParser.Parse("""
            "Lists people." query People("how many" $first: Int! = 10 @deprecated, $ids: [ID!]) @cached(for: 1.5e3) {
              all: people(first: $first, where: { name: "Ann", tags: [A, null, true] }) @include(if: true) { ...Names ... on Person { id } ... { x } }
            }
            fragment Names on Person { name }
            """);

        var operation = Assert.IsType<OperationDefinitionNode>(document.Definitions[0]);
        Assert.Equal("Lists people.", operation.Description?.Value);
        Assert.Equal("how many", operation.VariableDefinitions[0].Description?.Value);
        Assert.Equal("10", Assert.IsType<IntValueNode>(operation.VariableDefinitions[0].DefaultValue).Value);
        Assert.Equal("1.5e3", Assert.IsType<FloatValueNode>(operation.Directives[0].Arguments[0].Value).Value);
        var field = Assert.IsType<FieldNode>(operation.SelectionSet.Selections[0]);
        Assert.Equal(("all", "people"), (field.ResponseName, field.Name.Value));
        Assert.Collection(
            (IReadOnlyList<SelectionNode>)field.SelectionSet!.Selections,
            spread => Assert.Equal("Names", Assert.IsType<FragmentSpreadNode>(spread).Name.Value),
            inline => Assert.Equal("Person", Assert.IsType<InlineFragmentNode>(inline).TypeCondition?.Name.Value),
            inline => Assert.Null(Assert.IsType<InlineFragmentNode>(inline).TypeCondition));
        Assert.Equal("Person", Assert.IsType<FragmentDefinitionNode>(document.Definitions[1]).TypeCondition.Name.Value);
    }

    [Fact]
    public void Parse_WhenCharactersTakeSeveralBytes_CountsColumnsInUtf16Units()
    {
        var document = Utf8GraphQLParser.Parse("{ a(s: \"\U0001F600é\") b # é\n  c }");

        var selections = Assert.IsType<OperationDefinitionNode>(document.Definitions[0]).SelectionSet.Selections;
        Assert.Equal((1, 15), (selections[1].Location.Line, selections[1].Location.Column));
        Assert.Equal((2, 3), (selections[2].Location.Line, selections[2].Location.Column));
    }

    [Theory]
    [InlineData("", "Syntax Error: Unexpected <EOF>.", 1, 1)]
    [InlineData("{", "Syntax Error: Expected Name, found <EOF>.", 1, 2)]
    [InlineData("{}", "Syntax Error: Expected Name, found \"}\".", 1, 2)]
    [InlineData("{ field: {} }", "Syntax Error: Expected Name, found \"{\".", 1, 10)]
    [InlineData("notAnOperation Foo { field }", "Syntax Error: Unexpected Name \"notAnOperation\".", 1, 1)]
    [InlineData("...", "Syntax Error: Unexpected \"...\".", 1, 1)]
    [InlineData("{ \"\"", "Syntax Error: Expected Name, found String \"\".", 1, 3)]
    [InlineData("\n { ...MissingOn }\nfragment MissingOn Type", "Syntax Error: Expected \"on\", found Name \"Type\".", 3, 20)]
    [InlineData("query Foo($x: Complex = { a: { b: [ $var ] } }) { field }", "Syntax Error: Unexpected variable \"$var\" in constant value.", 1, 37)]
    [InlineData("fragment on on on { on }", "Syntax Error: Unexpected Name \"on\".", 1, 10)]
    [InlineData("{ ...on }", "Syntax Error: Expected Name, found \"}\".", 1, 9)]
    [InlineData("\"d\" { a }", "Syntax Error: Unexpected description, descriptions are not supported on shorthand queries.", 1, 1)]
    [InlineData("\"d\" extend type A { a: B }", "Syntax Error: Unexpected description, only GraphQL definitions support descriptions.", 1, 1)]
    [InlineData("extend type A", "Syntax Error: Unexpected <EOF>.", 1, 14)]
    [InlineData("enum E { true }", "Syntax Error: Name \"true\" is reserved and cannot be used for an enum value.", 1, 10)]
    [InlineData("directive @a on NOWHERE", "Syntax Error: Unexpected Name \"NOWHERE\".", 1, 17)]
    [InlineData("{ a(b: 00) }", "Syntax Error: Invalid number, unexpected digit after 0: \"0\".", 1, 9)]
    [InlineData("{ a(b: 1.) }", "Syntax Error: Invalid number, expected digit but got: \")\".", 1, 10)]
    [InlineData("{ a(b: 0xF) }", "Syntax Error: Invalid number, expected digit but got: \"x\".", 1, 9)]
    [InlineData("{ a(b: .5) }", "Syntax Error: Unexpected character: \".\".", 1, 8)]
    [InlineData("{ a(b: 'c') }", "Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")?", 1, 8)]
    [InlineData("{ ..a }", "Syntax Error: Unexpected character: \".\".", 1, 3)]
    [InlineData("{ ?", "Syntax Error: Unexpected character: \"?\".", 1, 3)]
    [InlineData("{ é", "Syntax Error: Unexpected character: U+00E9.", 1, 3)]
    [InlineData("{ a(b: \"c\n\") }", "Syntax Error: Unterminated string.", 1, 10)]
    [InlineData("{ a(b: \"\"\"c\n\") }", "Syntax Error: Unterminated string.", 2, 5)]
    [InlineData("{ a(b: \"\\x\") }", "Syntax Error: Invalid character escape sequence: \"\\x\".", 1, 9)]
    [InlineData("{ a(b: \"\\uD800\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\uD800\".", 1, 9)]
    [InlineData("{ a(b: \"\\u{110000}\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u{110000}\".", 1, 9)]
    public void Parse_WhenTextIsNoDocument_SaysWhereAndWhy(string source, string message, int line, int column)
    {
        var error = Assert.Throws<SyntaxException>(() => Utf8GraphQLParser.Parse(source));

        Assert.Equal((message, line, column), (error.Message, error.Line, error.Column));
        Assert.Equal("SYNTAX_ERROR", error.Code);
    }

    [Theory]
    [InlineData("\"\\u{1F600}\\uD83D\\uDE00\\n\\/é\"", "\U0001F600\U0001F600\n/é")]
    [InlineData("\"\\u{00000041}\"", "A")]
    [InlineData("\"\"\"\n\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"", "Hello,\n  World!\n\nYours,\n  GraphQL.")]
    [InlineData("\"\"\"   \r\n\t\"\"\"", "")]
    [InlineData("\"\"\"first\r\n  \\\"\"\" \\n\r  end\"\"\"", "first\n\"\"\" \\n\nend")]
    public void ParseValue_WhenString_ResolvesItsMeaning(string source, string meaning) =>
        Assert.Equal(meaning, Assert.IsType<StringValueNode>(Utf8GraphQLParser.ParseValue(Encoding.UTF8.GetBytes(source))).Value);

    [Fact]
    public void Parse_WhenTypeSystem_BuildsEveryDefinition()
    {
        var document = Utf8GraphQLParser.Parse("""
            "S" schema @a { query: Q mutation: M }
            scalar Url @specifiedBy(url: "x")
            type T implements & A & B @a { "F" f(x: Int = 1 @a, y: [In!]!): T! @deprecated }
            interface A implements B { f: T }
            union U @a = | T | V
            enum E { "one" A @a B }
            input In @oneOf { a: Int = 1, b: E }
            directive @a(x: Int) repeatable on | FIELD | SCHEMA
            extend schema { subscription: S }
            extend scalar Url @a
            extend type T { g: Int }
            extend interface A @a
            extend union U = W
            extend enum E { C }
            extend input In { c: Int }
            """);

        Assert.Equal(15, document.Definitions.Count);
        var type = Assert.IsType<ObjectTypeDefinitionNode>(document.Definitions[2]);
        Assert.Equal(["A", "B"], type.Interfaces.Select(i => i.Name.Value));
        Assert.Equal("F", type.Fields[0].Description?.Value);
        var directive = Assert.IsType<DirectiveDefinitionNode>(document.Definitions[7]);
        Assert.True(directive.IsRepeatable);
        Assert.Equal(["FIELD", "SCHEMA"], directive.Locations.Select(l => l.Value));
    }
}
