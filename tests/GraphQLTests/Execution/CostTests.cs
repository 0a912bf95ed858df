using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Execution;

// The figures are those of HotChocolate's documentation of its cost analysis.
public sealed class CostTests
{
    private const string Sdl = """
        directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT | ARGUMENT_DEFINITION
        directive @listSize(
          assumedSize: Int slicingArguments: [String!] slicingArgumentDefaultValue: Int sizedFields: [String!] requireOneSlicingArgument: Boolean = true
        ) on FIELD_DEFINITION
        type Query {
          book: Book @cost(weight: "10")
          books(first: Int, last: Int): Books
            @cost(weight: "10")
            @listSize(assumedSize: 50 slicingArguments: ["first", "last"] slicingArgumentDefaultValue: 10 sizedFields: ["edges", "nodes"] requireOneSlicingArgument: false)
          strict(first: Int, last: Int): [Book] @listSize(slicingArguments: ["first", "last"])
          node: Node
          find(filter: Filter): Int
        }
        type Books { edges: [Edge] nodes: [Book] }
        type Edge { node: Book }
        type Book implements Node { title: String author: Author id: ID }
        type Author implements Node { name: String id: ID heavy: Int @cost(weight: "100") }
        interface Node { id: ID }
        input Filter { a: Int }
        """;

    [Theory]
    [InlineData("{ book { title author { name } } }", 11, 3)]
    [InlineData("{ books(first: 50) { edges { node { title author { name } } } } }", 111, 152)]
    [InlineData("query($n: Int) { books(first: $n) { edges { node { title author { name } } } } }", 21, 17)]
    [InlineData("{ books { nodes { title } } }", 11, 12)]
    [InlineData("{ node { id ... on Book { author { name } } ... on Author { heavy } } }", 101, 3)]
    [InlineData("{ find(filter: { a: 1 }) __typename }", 1, 1)]
    [InlineData("{ __schema { types { fields { type { name } } } } }", 0, 1)]
    public async Task Execute_WhenItCostsMore_IsRefused(string query, double field, double type)
    {
        const string Variables = """{"n":5}""";

        Assert.DoesNotContain("HC0047", await Create(field, type).RunAsync(query, Variables), StringComparison.Ordinal);
        Assert.Contains("HC0047", await Create(field, type - 1).RunAsync(query, Variables), StringComparison.Ordinal);
        if (field > 0)
        {
            Assert.Contains("HC0047", await Create(field - 1, type).RunAsync(query, Variables), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{ strict { title } }", true)]
    [InlineData("{ strict(first: 1, last: 2) { title } }", true)]
    [InlineData("{ strict(first: 2) { title } }", false)]
    public async Task Execute_WhenASlicingArgumentIsNeeded_AsksForExactlyOne(string query, bool isRefused)
    {
        var json = await Create(100, 100).RunAsync(query);

        Assert.Equal(isRefused, json.Contains("HC0082", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Execute_WhenAbstractTypesNest_CostsNoMoreTimeThanTheDocumentIsLong()
    {
        var types = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"type T{i} implements N {{ n: N }}"));
        var schema = Schema.FromSdl($"type Query {{ n: N }} interface N {{ n: N }} {types}");
        var executor = new RequestExecutor(new RequestExecutorSetup { Schema = schema, Cost = new CostOptions { MaxFieldCost = 5 } });

        var json = await executor.RunAsync($"{string.Concat(Enumerable.Repeat("{ n ", 12))}{{ __typename }}{new string('}', 12)}");

        Assert.Contains("HC0047", json, StringComparison.Ordinal);
    }

    private static RequestExecutor Create(double maxField, double maxType) => new(new RequestExecutorSetup
    {
        Schema = Schema.FromSdl(Sdl).Bind((_, _) => new PureBinding(_ => null)),
        Cost = new CostOptions { MaxFieldCost = maxField, MaxTypeCost = maxType },
    });
}
