using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.Data;

public sealed class ProjectionTests
{
    [Fact]
    public async Task Selector_WhenAResolverRequiresTheRowItReturns_HasOfThatRowWhatIsSelected()
    {
        var selectors = await SelectorsAsync("{ parcels { title consignor { name } } }");

        Assert.Equal(
            ["row => new Parcel() {Title = row.Title, ConsignorId = row.ConsignorId, Consignor = IIF((row.Consignor == null), null, new Consignor() {Name = row.Consignor.Name})}"],
            selectors);
    }

    [Fact]
    public async Task Selector_WhenTwoResolversRequireTheSameRow_HasItWhole()
    {
        var selectors = await SelectorsAsync("{ parcels { consignor { name } payer { id } } }");

        Assert.Equal(["row => new Parcel() {ConsignorId = row.ConsignorId, Consignor = row.Consignor}"], selectors);
    }

    [Fact]
    public async Task Selector_OfAPlanThatIsKept_IsMadeOnce()
    {
        var log = new SelectorLog();
        var executor = await ExecutorAsync(log);

        // A document is kept when it comes for the second time.
        for (var i = 0; i < 3; i++)
        {
            await RunAsync(executor, "{ parcels { title } }");
        }

        Assert.Equal(3, log.Selectors.Count);
        Assert.Same(log.Selectors[1], log.Selectors[2]);
    }

    [Fact]
    public async Task Selector_WhenAVariableDecides_FollowsItEachTime()
    {
        var log = new SelectorLog();
        var executor = await ExecutorAsync(log);
        const string document = "query ($all: Boolean!) { parcels { title consignorId @include(if: $all) } }";

        await RunAsync(executor, document, """{"all":true}""");
        await RunAsync(executor, document, """{"all":false}""");

        Assert.Equal(
            ["row => new Parcel() {Title = row.Title, ConsignorId = row.ConsignorId}", "row => new Parcel() {Title = row.Title}"],
            log.Selectors.Select(selector => selector!.ToString()));
    }

    private static async Task<IEnumerable<string>> SelectorsAsync(string document)
    {
        var log = new SelectorLog();
        await RunAsync(await ExecutorAsync(log), document);
        return log.Selectors.Select(selector => selector!.ToString());
    }

    private static async Task<IRequestExecutor> ExecutorAsync(SelectorLog log) => await new ServiceCollection().AddSingleton(log)
        .AddGraphQLServer(disableDefaultSecurity: true)
        .AddTypes(typeof(ParcelQueries), typeof(ParcelNode))
        .BuildRequestExecutorAsync();

    private static async Task RunAsync(IRequestExecutor executor, string document, string? variables = null)
    {
        var request = GraphQLRequest.FromText(document, variables);
        await using var result = await executor.ExecuteAsync(request);
        Assert.DoesNotContain("errors", ((OperationResult)result).ToJson(), StringComparison.Ordinal);
    }
}

public sealed class SelectorLog
{
    public List<LambdaExpression?> Selectors { get; } = [];
}

public sealed class Parcel
{
    public string Title { get; set; } = "";

    public int ConsignorId { get; set; }

    public Consignor? Consignor { get; set; }
}

public sealed class Consignor
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

[QueryType]
public static class ParcelQueries
{
    public static IReadOnlyList<Parcel> GetParcels(QueryContext<Parcel> query, IResolverContext context)
    {
        context.Service<SelectorLog>().Selectors.Add(query.Selector);
        return [new Parcel { Title = "Books", Consignor = new Consignor { Id = 1, Name = "Ada" } }];
    }
}

[ObjectType<Parcel>]
public static partial class ParcelNode
{
    public static Consignor? GetConsignor([Parent(requires: "ConsignorId Consignor")] Parcel parcel) => parcel.Consignor;

    public static Consignor? GetPayer([Parent(requires: nameof(Parcel.Consignor))] Parcel parcel) => parcel.Consignor;
}
