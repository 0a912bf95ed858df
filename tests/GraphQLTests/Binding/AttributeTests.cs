using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.Binding;

public sealed class AttributeTests
{
    [Fact]
    public async Task Schema_OfManyAttributes_IsPrintedAsTheySay()
    {
        var sdl = (await Builder().BuildSchemaAsync()).ToString();

        Approved.Match(sdl[..sdl.IndexOf("\"The purpose of the `cost`", StringComparison.Ordinal)], "Garden.graphql");
    }

    [Fact]
    public async Task Fields_ThatExtendAType_ReplaceThoseTheyBind() => Assert.Equal(
        """{"data":{"tree":{"id":"VHJlZTpvYWs=","neighbour":"oak beside Acme","age":40.5,"heightIn":6,"none":["oak"],"some":["oak","oak"],"all":9}}}""".Replace(
            "\"all\":9", "\"nothing\":[\"oak\",\"oak\",\"oak\",\"oak\",\"oak\",\"oak\",\"oak\",\"oak\",\"oak\"]", StringComparison.Ordinal),
        await RunAsync("{ tree { id neighbour age heightIn(units: 2) none: leaves some: leaves(count: 2) nothing: leaves(count: null) } }"));

    [Fact]
    public async Task Node_OfAClassWithNode_IsLoadedByItsStaticMethod() => Assert.Equal(
        """{"data":{"node":{"height":3}}}""",
        await RunAsync("""{ node(id: "VHJlZTpvYWs=") { ... on Tree { height } } }"""));

    [Theory]
    [InlineData("rings(first: 2) { nodes totalCount pageInfo { hasNextPage } }", "{\"nodes\":[1,2],\"totalCount\":5,\"pageInfo\":{\"hasNextPage\":true}}")]
    [InlineData("rings(first: 3, after: \"MQ==\") { edges { node cursor } pageInfo { hasNextPage hasPreviousPage } }",
        "{\"edges\":[{\"node\":3,\"cursor\":\"Mg==\"},{\"node\":4,\"cursor\":\"Mw==\"},{\"node\":5,\"cursor\":\"NA==\"}],\"pageInfo\":{\"hasNextPage\":false,\"hasPreviousPage\":true}}")]
    public async Task Paging_OfAnEnumerable_CutsByPosition(string field, string json) =>
        Assert.Equal($$$"""{"data":{"rings":{{{json}}}}}""", await RunAsync($"{{ {field} }}"));

    [Theory]
    [InlineData("rings { nodes }", "HC0082")]
    [InlineData("rings(first: 4) { nodes }", "HC0051")]
    [InlineData("rings(first: 1, after: \"-1\") { nodes }", "HC0078")]
    public async Task Paging_OutsideItsOptions_TellsTheCode(string field, string code) =>
        Assert.Contains(code, await RunAsync($"{{ {field} }}"), StringComparison.Ordinal);

    [Fact]
    public async Task Connection_OfPages_SeesFlagsAndContext() => Assert.Equal(
        """{"data":{"one":{"edges":[{"node":{"height":1}}]},"two":{"nodes":[{"height":1},{"height":2}]}}}""",
        await RunAsync("{ one: trunks(first: 1) { edges { node { height } } } two: trunks { nodes { height } } }"));

    [Fact]
    public async Task Parameters_WithDefaults_TakeThem() => Assert.Equal(
        """{"data":{"a":"you","b":"me!","c":"","keys":["a"]}}""",
        await RunAsync("{ a: greet b: greet(whom: \"me\", loud: true) c: greet(whom: null) keys }"));

    [Fact]
    public async Task Authorize_OnAClass_CountsForAllFieldsButTheOpenOnes()
    {
        var gardener = new ClaimsPrincipal(new ClaimsIdentity([new Claim("trade", "gardener")], "test"));

        Assert.Equal("""{"data":{"shed":"tools"}}""", await RunAsync("{ shed }", gardener));
        Assert.Contains("AUTH_NOT_AUTHORIZED", await RunAsync("{ shed }", new ClaimsPrincipal(new ClaimsIdentity("test"))), StringComparison.Ordinal);
        Assert.Contains("AUTH_NOT_AUTHENTICATED", await RunAsync("{ shed }"), StringComparison.Ordinal);
    }

    private static IRequestExecutorBuilder Builder()
    {
        var services = new ServiceCollection().AddSingleton<Stock>().AddLogging();
        services.AddAuthorizationBuilder().AddPolicy("gardener", policy => policy.RequireClaim("trade", "gardener"));
        return services.AddGraphQLServer()
            .AddTypes(typeof(GardenQueries), typeof(TreeExtension), typeof(TreeCuts))
            .AddGlobalObjectIdentification()
            .AddAuthorization();
    }

    private static async Task<string> RunAsync(string query, ClaimsPrincipal? user = null)
    {
        var request = GraphQLRequest.FromText(query);
        request.User = user;
        await using var result = await (await Builder().BuildRequestExecutorAsync()).ExecuteAsync(request);
        return ((OperationResult)result).ToJson();
    }
}
