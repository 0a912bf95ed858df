// Instance members that use no state, and an obsolete one, are just what these tests are about.
#pragma warning disable CA1822, CS0618
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Authorization;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.Binding;

[Node]
[GraphQLName("Tree")]
[GraphQLDescription("It grows.")]
public sealed class TreeRow
{
    public string Id { get; init; } = "oak";

    public int Height { get; init; } = 3;

    public int Age { get; init; } = 40;

    public string Secret => "hollow";

    /// <summary>Replaced by the resolver of its name, which is bound to another member besides.</summary>
    public string? Neighbour { get; } = "a row's own";

    [Obsolete("Use height.")]
    public int Size => Height;

    public int HeightIn(int units) => Height * units;

    public static TreeRow? Get(string id) => id == "oak" ? new TreeRow() : null;
}

[ExtendObjectType<TreeRow>]
public sealed class TreeExtension(Stock stock)
{
    [BindMember(nameof(TreeRow.Secret))]
    public string? Neighbour([Parent] TreeRow tree) => $"{tree.Id} beside {stock.Brands[0].Name}";

    [Cost(2.5)]
    public double Age([Parent] TreeRow tree) => tree.Age + 0.5;
}

[ExtendObjectType(typeof(TreeRow), IgnoreProperties = [nameof(TreeRow.Size)])]
public static class TreeCuts
{
    [AllowAnonymous]
    public static IEnumerable<string> GetLeaves([Parent] TreeRow tree, Optional<int?> count) =>
        Enumerable.Repeat(tree.Id, count.HasValue ? count.Value ?? 9 : 1);
}

[ExtendObjectType(OperationTypeNames.Query)]
[Authorize("gardener")]
public sealed class GardenQueries
{
    [AllowAnonymous]
    public TreeRow Tree { get; } = new();

    [AllowAnonymous]
    [UsePaging(ConnectionName = "Rings", DefaultPageSize = 2, MaxPageSize = 3, AllowBackwardPagination = false, RequirePagingBoundaries = true, IncludeTotalCount = true)]
    public IEnumerable<int> Rings => Enumerable.Range(1, 5);

    [AllowAnonymous]
    [UseConnection(Name = "Trunks")]
    public async Task<PageConnection<TreeRow>> GetTrunks(PagingArguments paging, ConnectionFlags flags, IResolverContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        var count = flags.HasFlag(ConnectionFlags.Edges) && context.ArgumentValue<int?>("first") == 1 ? 1 : 2;
        return new PageConnection<TreeRow>(await Enumerable.Range(1, count).Select(height => new TreeRow { Height = height }).AsQueryable()
            .OrderBy(tree => tree.Height).ToPageAsync(paging, cancellationToken));
    }

    [AllowAnonymous]
    public bool Watched([IsSelected("height", "age")] bool selected) => selected;

    [GraphQLType("[ID!]")]
    [AllowAnonymous]
    public IReadOnlyList<string> Keys => ["a"];

    [AllowAnonymous]
    public string Greet([DefaultValue("you")] string? whom, [GraphQLName("loud")] bool shout = false) => shout ? $"{whom}!" : $"{whom}";

    public string Shed => "tools";
}
