using System.Text.RegularExpressions;

namespace SmsPlatform.UnitTests.Architecture;

/// <summary>
/// The schema's classes name no GraphQL library: the project's usings choose it, so they may use only what HotChocolate 15 has under the
/// same name. See docs/graphql.md.
/// </summary>
public sealed partial class SchemaClassTests
{
    // Of HotChocolate 15.
    private static readonly HashSet<string> Known =
    [
        "QueryType", "MutationType", "SubscriptionType", "ObjectType", "InterfaceType", "UnionType", "EnumType", "InputObjectType", "OneOf",
        "ExtendObjectType", "BindMember", "BindField", "GraphQLName", "GraphQLDescription", "GraphQLIgnore", "GraphQLDeprecated", "GraphQLType",
        "GraphQLNonNullType", "DefaultValue", "DefaultValueSyntax", "Tag", "Parent", "Service", "Argument", "GlobalState", "ScopedState",
        "LocalState", "EventMessage", "IsSelected", "UsePaging", "UseConnection", "UseOffsetPaging", "UseFiltering", "UseSorting", "UseProjection",
        "UseFirstOrDefault", "UseSingleOrDefault", "IsProjected", "DataLoader", "DataLoaderGroup", "ID", "Node", "NodeResolver",
        "UseMutationConvention", "Error", "Subscribe", "Topic", "Authorize", "AllowAnonymous", "Cost", "ListSize",
    ];

    // Of .NET.
    private static readonly HashSet<string> Neutral = ["Obsolete", "GeneratedRegex", "SuppressMessage", "Flags", "NotNullWhen", "JsonPropertyName"];

    public static TheoryData<string> Files =>
        [.. SchemaFiles().Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(SourceTree.Root, "src/WebApi/GraphQL");

    [Theory]
    [MemberData(nameof(Files))]
    public void SchemaClass_OfAModule_IsForEitherLibrary(string file) =>
        Assert.Empty(Faults(File.ReadAllText(Path.Combine(Folder, file))));

    [Theory]
    [InlineData("using HotChocolate.Types;", "using HotChocolate.Types;")]
    [InlineData("using SmsPlatform.GraphQL.Data;", "using SmsPlatform.GraphQL.Data;")]
    [InlineData("using GreenDonut;", "using GreenDonut;")]
    [InlineData("using Paging = SmsPlatform.GraphQL.Data.PagingArguments;", "using Paging = SmsPlatform.GraphQL.Data.PagingArguments;")]
    [InlineData("    [UseMagic(3)]", "[UseMagic]")]
    [InlineData("    public static string Get([Wizard] string a) => a;", "[Wizard]")]
    public void SchemaClass_BoundToOneLibrary_IsFound(string text, string fault) => Assert.Equal(fault, Assert.Single(Faults(text)));

    private static IEnumerable<string> Faults(string text) => Using().Matches(text).Select(match => match.Value.Trim())
        .Concat(Attribute().Matches(text)
            .Select(match => match.Groups["name"].Value)
            .Where(name => !Known.Contains(name) && !Neutral.Contains(name))
            .Distinct()
            .Select(name => $"[{name}]"));

    // What lies in a module's folder; the host's own wiring lies above and is written for each library.
    private static IEnumerable<string> SchemaFiles() => Directory.EnumerateDirectories(Folder)
        .Where(folder => Path.GetFileName(folder) != "HotChocolate")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs"));

    [GeneratedRegex(@"^\s*(global )?using (static )?([\w.]+ = )?(HotChocolate|GreenDonut|SmsPlatform\.GraphQL)\b[^\n]*;", RegexOptions.Multiline)]
    private static partial Regex Using();

    // At the beginning of a line or of a parameter.
    [GeneratedRegex(@"(?<=^\s*|\(|, )\[(?<name>[A-Z]\w+)(<\w+>)?(\(|\]|, )", RegexOptions.Multiline)]
    private static partial Regex Attribute();
}
