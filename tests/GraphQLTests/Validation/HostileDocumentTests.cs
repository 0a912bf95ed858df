using System.Diagnostics;
using System.Text;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.Validation;
using SmsPlatform.GraphQLTests.Language;

namespace SmsPlatform.GraphQLTests.Validation;

/// <summary>What gets through the parser's limits is validated soon, in little memory, and without an exception.</summary>
public sealed class HostileDocumentTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly ParserOptions FourfoldLimits = new() { MaxSize = 256 * 1024, MaxTokens = 80_000, MaxNodes = 160_000, MaxFields = 8_192 };
    private const long FewBytes = 64 * 1024 * 1024;

    public static TheoryData<string, string> Floods() => new()
    {
        { "operations over a web of fragments", Many(1200, i => $"query q{i}($x: Boolean){{...f0}} ") + Many(500, i => $"fragment f{i} on Query{{...f{(i + 1) % 250 + 250 * (i / 499)} a(x:$x)}} ") },
        { "operations over one chain", Many(1500, i => $"query q{i}{{...f0}} ") + Many(800, i => $"fragment f{i} on Query{{...f{i + 1}}} ") + "fragment f800 on Query{__typename}" },
        { "unknown fields", "{ " + Many(2000, i => $"dg{i % 10} ") + "}" },
        { "unknown arguments", "{ dog { isHouseTrained(" + Many(4000, i => $"atOtherHome{i % 9}: 1 ") + ") } }" },
        { "wrong values", "{ booleanList(booleanListArg: [" + Many(9000, i => "1 ") + "]) }" },
        { "duplicate arguments", "{ dog { isHouseTrained(" + Many(3000, i => "atOtherHomes: true ") + ") } }" },
        { "duplicate fields of an object", "{ scalar(any: {" + Many(3000, i => "a: true ") + "}) }" },
        { "repeated directives", "{ dog { name " + Many(2000, i => "@skip(if: true) ") + "} }" },
        { "undefined variables", "{ scalar(any: [" + Many(4000, i => $"$v{i} ") + "]) }" },
        { "unused variables", "query (" + Many(2500, i => $"$v{i}: [[[Int!]!]!]! ") + ") { dog { name } }" },
        { "duplicate variables", "query (" + Many(4000, i => "$v: Int ") + ") { scalar(any: $v) }" },
        { "conflicting fields", "{ dog { " + Many(1000, i => i % 2 == 0 ? "a: name " : "a: nickname ") + "} }" },
        { "conflicting arguments", "{ dog { " + Many(1000, i => $"isHouseTrained(atOtherHomes: {(i % 2 == 0 ? "true" : "false")}) ") + "} }" },
        { "conflicts beneath conflicts", Nested(60, "mother { ", "a: name } mother { a: nickname } ") },
        { "inline fragments on many types", "{ pet { " + Many(600, i => i % 2 == 0 ? "... on Dog { mother { name } } " : "... on Cat { mother { name } } ") + "} }" },
        { "spreads of everything in everything", "{ dog { ...f0 } } " + Many(120, i => $"fragment f{i} on Dog {{ {Many(100, j => $"...f{j} ")} }} ") },
        { "fragments of one name", "{ dog { ...f } } " + Many(1800, i => "fragment f on Dog { name } ") },
        { "operations of one name", Many(3000, i => "query q { dog { name } } ") },
        { "anonymous operations", Many(3000, i => "{ dog { name } } ") },
        { "rounds of introspection", "{ " + Many(500, i => $"a{i}: __schema {{ ...t }} ") + "} fragment t on __Schema { types { fields { type { fields { type { fields { name } } } } } } }" },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public void Validate_WhenAFloodFitsTheParsersLimits_AnswersSoonInLittleMemory(string name, string source)
    {
        var document = Utf8GraphQLParser.Parse(source, FourfoldLimits);
        DocumentValidator.Validate(PetSchema.Schema, document);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var errors = DocumentValidator.Validate(PetSchema.Schema, document);

        Assert.True(watch.Elapsed < Soon, $"{name}: {watch.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < FewBytes, name);
        Assert.InRange(errors.Count, 0, 5);
    }

    [Fact]
    public void Validate_WhenDocumentsAreShuffled_NeverThrows()
    {
        // Pieces of documents in any order: most mean nothing, and all of them parse.
        string[] pieces =
        [
            "dog { ", "pet { ", "human { ", "... on Dog { ", "... on Pet { ", "... { ", "arguments { ", "name ", "a: name ", "a: nickname ", "...f ", "...g ", "...h ",
            "doesKnowCommand(dogCommand: $c) ", "findDog(searchBy: {name: $n, name: [1]}) { ", "scalar(any: {a: [$c]}) ", "__typename ", "__schema { types { ",
            "name @skip(if: $b) ", "x: barkVolume ", "x: isHouseTrained ", "pets { ", "catOrDog { ", "self { ",
        ];
        var random = new Random(20250902);
        var options = new ValidationOptions { MaxErrors = int.MaxValue };

        for (var i = 0; i < 4000; i++)
        {
            var source = new StringBuilder();
            foreach (var head in new[] { "query ($c: DogCommand, $n: [String], $b: Boolean) {", "fragment f on Dog {", "fragment g on Pet {", "fragment h on Query {" })
            {
                source.Append(head);
                var open = 1;
                for (var count = random.Next(1, 12); count > 0; count--)
                {
                    var piece = pieces[random.Next(pieces.Length)];
                    source.Append(piece);
                    open += piece.Count(c => c == '{') - piece.Count(c => c == '}');
                }

                source.Append("id ").Append('}', open);
            }

            var document = Utf8GraphQLParser.Parse(source.ToString());
            Assert.Null(Record.Exception(() => DocumentValidator.Validate(PetSchema.Schema, document, options)));
        }
    }

    [Fact]
    public void Validate_WhenEveryPrefixThatParses_NeverThrows()
    {
        for (var length = 1; length <= KitchenSink.Executable.Length; length++)
        {
            try
            {
                DocumentValidator.Validate(PetSchema.Schema, Utf8GraphQLParser.Parse(KitchenSink.Executable[..length]));
            }
            catch (SyntaxException)
            {
                // Most prefixes are no documents.
            }
        }
    }

    private static string Many(int count, Func<int, string> make) => string.Concat(Enumerable.Range(0, count).Select(make));

    private static string Nested(int depth, string open, string leaf) =>
        "{ dog { " + string.Concat(Enumerable.Repeat(open, depth)) + "a: name " + string.Concat(Enumerable.Repeat("} " + "mother { " + leaf, depth)) + "} }";
}
