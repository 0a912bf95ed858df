using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Subscriptions;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Binding;

public sealed class ConventionTests
{
    [Theory]
    [InlineData("Id", "id")]
    [InlineData("ID", "id")]
    [InlineData("URLPath", "urlPath")]
    [InlineData("IPAddress", "ipAddress")]
    [InlineData("CreatedAt", "createdAt")]
    [InlineData("x", "x")]
    public void Camel_OfAMember_IsTheFieldsName(string member, string field) => Assert.Equal(field, Naming.Camel(member));

    [Theory]
    [InlineData("Sms", "SMS")]
    [InlineData("WebChat", "WEB_CHAT")]
    [InlineData("HTMLTag", "HTML_TAG")]
    [InlineData("Foo_Bar", "FOO_BAR")]
    [InlineData("REST", "REST")]
    public void Constant_OfAnEnumMember_IsTheValuesName(string member, string value) => Assert.Equal(value, Naming.Constant(member));

    [Fact]
    public async Task Schema_OfAbstractTypes_KnowsWhoBelongsToThem() => Assert.Equal(
        """
        interface Animal {
          name: String!
        }

        type Cat implements Animal {
          meows: Boolean!
          name: String!
        }

        type Dog implements Animal {
          barks: Boolean!
          name: String!
        }

        type Query {
          pets: [Animal!]!
          answers: [Answer]
          choose(choice: ChoiceInput!): String!
          ids(ids: [UUID!] at: DateTime): Int!
        }

        union Answer = Cat | Nothing
        """,
        Within(await Zoo().BuildSchemaAsync(), "interface Animal", "union Answer = Cat | Nothing"));

    [Fact]
    public async Task Query_OfAbstractTypes_FindsTheObject() => Assert.Equal(
        """{"data":{"pets":[{"__typename":"Cat","name":"Tom","meows":true},{"__typename":"Dog","name":"Rex","barks":false}],"answers":[{"__typename":"Nothing","why":"asleep"},null]}}""",
        await RunAsync(
            Zoo(),
            "{ pets { __typename name ... on Cat { meows } ... on Dog { barks } } answers { __typename ... on Nothing { why } } }"));

    [Theory]
    [InlineData("{ byName: \"x\" }", "{\"data\":{\"choose\":\"x\"}}")]
    [InlineData("{ byNumber: 3 }", "{\"data\":{\"choose\":\"3\"}}")]
    public async Task Input_WithOneOf_TakesOne(string choice, string json) =>
        Assert.Equal(json, await RunAsync(Zoo(), $"{{ choose(choice: {choice}) }}"));

    [Fact]
    public async Task Input_WithOneOf_RefusesTwo() => Assert.Contains(
        "errors", await RunAsync(Zoo(), "{ choose(choice: { byName: \"x\", byNumber: 3 }) }"), StringComparison.Ordinal);

    [Fact]
    public async Task Types_OfAnAssembly_AreFoundByTheirAttributes()
    {
        var services = new ServiceCollection().AddSingleton<Stock>().AddSingleton(Array.Empty<Data.Book>().AsQueryable()).AddSingleton<Data.BatchLog>();
        services.AddSingleton<Total>().AddSingleton<Counter>().AddSingleton<IPostOffice, PostOffice>();
        var schema = await services.AddGraphQLServer()
            .AddTypes(typeof(ConventionTests).Assembly)
            .BindRuntimeType<TicketId, UuidType>()
            .BuildSchemaAsync();

        Assert.Equal(["books", "corner", "products", "shelves", "tree"], new[] { "books", "corner", "products", "shelves", "tree" }
            .Where(name => schema.QueryType.Fields.Find(name) is not null));
        Assert.NotNull(schema.MutationType!.Fields.Find("sweep"));
        Assert.True(schema.TryGetType("Colour", out _));
        Assert.True(schema.TryGetType("AuthorOrder", out _));
    }

    [Fact]
    public async Task Enum_DescribedByTheHost_TakesItsNames()
    {
        var builder = new ServiceCollection().AddSingleton<Stock>().AddGraphQLServer(disableDefaultSecurity: true)
            .AddTypes(typeof(ProductQueries), typeof(ProductNode))
            .AddEnumType<ProductState>(state =>
            {
                state.Name("Shelf").Value(ProductState.SoldOut).Name("GONE").Description("No more.").Deprecated("Ask again.");
                state.Value(ProductState.OnSale).Ignore();
            });

        var sdl = (await builder.BuildSchemaAsync()).ToString();

        Assert.Contains("enum Shelf {\n  \"No more.\"\n  GONE @deprecated(reason: \"Ask again.\")\n}", sdl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_MarkedOneByOne_AreRootFields()
    {
        var builder = new ServiceCollection().AddGraphQLServer().AddTypes(typeof(Corners));

        Assert.Equal("""{"data":{"corner":"found"}}""", await RunAsync(builder, "{ corner }"));
        Assert.Equal("""{"data":{"sweep":true}}""", await RunAsync(builder, "mutation { sweep }"));
    }

    [Fact]
    public async Task Id_OfAStrongTypeWithoutConverter_IsRefusedWhenTheSchemaIsBuilt() => Assert.Equal(
        "SCHEMA_NO_NODE_ID",
        (await Assert.ThrowsAsync<SchemaException>(async () => await new ServiceCollection().AddGraphQLServer()
            .AddTypes(typeof(TicketQueries)).AddGlobalObjectIdentification().BindRuntimeType<TicketId, UuidType>().BuildSchemaAsync())).Errors[0].Code);

    [Fact]
    public async Task Resolver_WithScopedServices_GetsAScopeOfItsOwn()
    {
        var services = new ServiceCollection().AddScoped<Counter>().AddSingleton<Total>();
        var builder = services.AddGraphQLServer().AddTypes(typeof(CounterQueries), typeof(CounterMutations));
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var executor = await provider.GetRequestExecutorAsync();
        await using var scope = provider.CreateAsyncScope();

        Assert.Equal("""{"data":{"a":1,"b":1}}""", await RunAsync(executor, "{ a: count b: count }", scope.ServiceProvider));
        Assert.Equal("""{"data":{"a":1,"b":2}}""", await RunAsync(executor, "mutation { a: raise b: raise }", scope.ServiceProvider));
        Assert.NotNull(builder);
    }

    [Fact]
    public async Task Subscription_OfATopic_RunsTheResolverForEachEvent()
    {
        var services = new ServiceCollection();
        services.AddGraphQLServer().AddTypes(typeof(CounterQueries), typeof(News)).AddInMemorySubscriptions();
        services.AddScoped<Counter>().AddSingleton<Total>();
        await using var provider = services.BuildServiceProvider();
        var request = GraphQLRequest.FromText("subscription { onNews(place: \"here\") }");
        request.Services = provider;
        await using var stream = (ResponseStream)await (await provider.GetRequestExecutorAsync()).ExecuteAsync(request);
        await using var results = stream.ReadResultsAsync().GetAsyncEnumerator();
        var next = results.MoveNextAsync();

        await provider.GetRequiredService<ITopicEventSender>().SendAsync("News_there", "no");
        await provider.GetRequiredService<ITopicEventSender>().SendAsync("News_here", "rain");

        Assert.True(await next.AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("""{"data":{"onNews":"rain here"}}""", results.Current.ToJson());
    }

    [Fact]
    public async Task Subscription_WithASourceOfItsOwn_ReadsIt()
    {
        var services = new ServiceCollection();
        services.AddGraphQLServer().AddTypes(typeof(CounterQueries), typeof(News));
        services.AddScoped<Counter>().AddSingleton<Total>();
        await using var provider = services.BuildServiceProvider();
        var request = GraphQLRequest.FromText("subscription { ticks(upTo: 3) }");
        request.Services = provider;
        await using var stream = (ResponseStream)await (await provider.GetRequestExecutorAsync()).ExecuteAsync(request);

        var results = new List<string>();
        await foreach (var result in stream.ReadResultsAsync())
        {
            results.Add(result.ToJson());
        }

        Assert.Equal(["""{"data":{"ticks":1}}""", """{"data":{"ticks":2}}""", """{"data":{"ticks":3}}"""], results);
    }

    [Fact]
    public async Task Id_OfAStrongType_IsGlobalByItsConverter()
    {
        var builder = new ServiceCollection().AddGraphQLServer(disableDefaultSecurity: true)
            .AddTypes(typeof(TicketQueries))
            .AddGlobalObjectIdentification()
            .BindRuntimeType<TicketId, UuidType>()
            .AddTypeConverter<TicketId, Guid>(id => id.Value)
            .AddTypeConverter<Guid, TicketId>(id => new TicketId(id));

        var json = await RunAsync(builder, "{ ticket(id: \"VGlja2V0Og4qK19ibwAAAAAAAAAAAAE=\") { id raw } }");

        Assert.Contains("\"raw\":\"5f2b2a0e-6f62-0000-0000-000000000001\"", json, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"VGlja2V0Og4qK19ibwAAAAAAAAAAAAE=\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scalar_OfTheApplication_StandsForItsRuntimeType()
    {
        var builder = new ServiceCollection().AddGraphQLServer(disableDefaultSecurity: true)
            .AddTypes(typeof(ColourType), typeof(ColourQueries));

        Assert.Contains("mix(with: Colour!): Colour!", (await builder.BuildSchemaAsync()).ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"data":{"mix":"#0a0b0d"}}""", await RunAsync(builder, "{ mix(with: \"#0a0b0c\") }"));
        Assert.Contains("errors", await RunAsync(builder, "{ mix(with: \"red\") }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_WithoutDefaultSecurity_ShowsNoCosts() => Assert.DoesNotContain(
        "@cost",
        (await new ServiceCollection().AddSingleton<Stock>().AddGraphQLServer(disableDefaultSecurity: true).AddTypes(typeof(ProductQueries), typeof(ProductNode))
            .BuildSchemaAsync()).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public async Task Schema_OfBrokenClasses_TellsWhatIsWrong() => Assert.Equal(
        ["SCHEMA_MISSING_QUERY"],
        (await Assert.ThrowsAsync<SchemaException>(async () => await new ServiceCollection().AddGraphQLServer().AddTypes(typeof(News)).BuildSchemaAsync()))
            .Errors.Select(error => error.Code));

    private static IRequestExecutorBuilder Zoo() => new ServiceCollection().AddGraphQLServer(disableDefaultSecurity: true)
        .AddTypes(typeof(ZooQueries), typeof(Cat), typeof(Dog), typeof(Nothing));

    private static async Task<string> RunAsync(IRequestExecutorBuilder builder, string query) =>
        await RunAsync(await builder.BuildRequestExecutorAsync(), query, null);

    private static async Task<string> RunAsync(IRequestExecutor executor, string query, IServiceProvider? services)
    {
        var request = GraphQLRequest.FromText(query);
        request.Services = services;
        await using var result = await executor.ExecuteAsync(request);
        return ((OperationResult)result).ToJson();
    }

    private static string Within(Schema schema, string from, string to)
    {
        var sdl = schema.ToString();
        var start = sdl.IndexOf(from, StringComparison.Ordinal);
        var end = sdl.IndexOf(to, StringComparison.Ordinal) + to.Length;
        var nothing = sdl.IndexOf("type Nothing", StringComparison.Ordinal);
        var query = sdl.IndexOf("type Query", StringComparison.Ordinal);
        return sdl[start..nothing] + sdl[query..end];
    }
}
