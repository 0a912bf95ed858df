using System.Security.Claims;

namespace SmsPlatform.GraphQLTests.Binding;

public sealed class ShopExecutionTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task Query_OfArgumentsAndDefaults_CallsTheMethod() =>
        Assert.Equal("""{"data":{"add":3,"sum":5}}""", await shop.ExecuteAsync("{ add(left: 1) sum: add(left: 1, right: 4) }"));

    [Fact]
    public async Task Query_OfPropertiesAndResolvers_ReadsTheParent()
    {
        var json = await shop.ExecuteAsync("""
            { productById(id: "UHJvZHVjdDox") { id name text price state tags shout brand { id name } } }
            """);

        Assert.Equal(
            """{"data":{"productById":{"id":"UHJvZHVjdDox","name":"Anvil","text":null,"price":30,"state":"ON_SALE","tags":["iron"],"shout":"ANVIL","brand":{"id":"5f2b7a0e-0000-0000-0000-000000000001","name":"Acme"}}}}""",
            json);
    }

    [Fact]
    public async Task Node_WhenTheIdIsOfAProduct_LoadsIt() => Assert.Equal(
        """{"data":{"node":{"__typename":"Product","id":"UHJvZHVjdDoy","name":"Bell"},"nodes":[{"id":"UHJvZHVjdDox"},null]}}""",
        await shop.ExecuteAsync(
            """{ node(id: "UHJvZHVjdDoy") { __typename id ... on Product { name } } nodes(ids: ["UHJvZHVjdDox", "UHJvZHVjdDo3Nw=="]) { id } }"""));

    [Theory]
    [InlineData("nonsense", "INVALID_NODE_ID")]
    [InlineData("QnJhbmQ6MQ==", "FOREIGN_NODE_ID")]
    public async Task Argument_WhenTheIdIsNotOfTheType_IsRefused(string id, string code) =>
        Assert.Contains($"\"code\":\"{code}\"", await shop.ExecuteAsync($$"""{ productById(id: "{{id}}") { name } }"""), StringComparison.Ordinal);

    [Fact]
    public async Task Connection_WalkedForward_ShowsEachItemOnce()
    {
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var json = System.Text.Json.JsonDocument.Parse(await shop.ExecuteAsync(
                "query($after: String) { products(first: 3, after: $after, order: [{ price: DESC }]) { nodes { name } totalCount pageInfo { hasNextPage endCursor } } }",
                $$"""{ "after": {{(cursor is null ? "null" : $"\"{cursor}\"")}} }""")).RootElement.GetProperty("data").GetProperty("products");
            names.AddRange(json.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()!));
            Assert.Equal(4, json.GetProperty("totalCount").GetInt32());
            cursor = json.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? json.GetProperty("pageInfo").GetProperty("endCursor").GetString()
                : null;
        }
        while (cursor is not null);

        Assert.Equal(["Drum", "Anvil", "Bell", "Candle"], names);
    }

    [Fact]
    public async Task Connection_OfAQueryable_IsFilteredSortedAndCut() => Assert.Equal(
        """{"data":{"allProducts":{"edges":[{"cursor":"MA==","node":{"name":"Drum"}}],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":"MA==","endCursor":"MA=="}}}}""",
        await shop.ExecuteAsync("""
            { allProducts(first: 1, where: { price: { gt: 10 }, or: [{ name: { contains: "rum" } }, { state: { eq: SOLD_OUT } }] }, order: [{ name: DESC }]) {
                edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
            """));

    [Theory]
    [InlineData("first: 51", "HC0051")]
    [InlineData("first: -1", "HC0079")]
    [InlineData("after: \"nonsense\"", "HC0078")]
    [InlineData("after: \"MTIz\"", "HC0078")]
    public async Task Connection_WhenThePageIsNotToBeHad_TellsTheCode(string arguments, string code) =>
        Assert.Contains($"\"code\":\"{code}\"", await shop.ExecuteAsync($"{{ products({arguments}) {{ nodes {{ name }} }} }}"), StringComparison.Ordinal);

    [Fact]
    public async Task QueryContext_WhenFewFieldsAreSelected_LoadsThemAndTheKeys()
    {
        await shop.ExecuteAsync("{ products(first: 1) { nodes { name } } }");

        Assert.Contains(shop.Stock.Selectors, selector => selector == "row => new Product() {Name = row.Name}");
    }

    [Fact]
    public async Task Mutation_WhenItSucceeds_AnswersThePayload() => Assert.Equal(
        """{"data":{"addProduct":{"product":{"name":"Eel","state":"SOLD_OUT"},"errors":null}}}""",
        await shop.ExecuteAsync(
            """mutation($input: AddProductInput!) { addProduct(input: $input) { product { name state } errors { __typename } } }""",
            """{ "input": { "name": "Eel", "price": 3, "state": "SOLD_OUT" } }"""));

    [Fact]
    public async Task Mutation_WhenItFails_AnswersTypedErrors()
    {
        Assert.Equal(
            """{"data":{"addProduct":{"product":null,"errors":[{"__typename":"PriceTooLowError","message":"At least 1.","least":1}]}}}""",
            await shop.ExecuteAsync("""
                mutation { addProduct(input: { name: "Eel", price: 0.5 }) { product { name } errors { __typename ... on Error { message } ... on PriceTooLowError { least } } } }
                """));
        Assert.Equal(
            """{"data":{"addProduct":{"errors":[{"__typename":"NameTakenError","message":"taken is taken.","taken":"taken"}]}}}""",
            await shop.ExecuteAsync("""
                mutation { addProduct(input: { name: "taken", price: 5 }) { errors { __typename ... on Error { message } ... on NameTakenError { taken } } } }
                """));
    }

    [Theory]
    [InlineData("{ name: \"A\" }", "A 9.5 unset OnSale")]
    [InlineData("{ name: \"A\", price: 1, text: null, states: [SOLD_OUT, ON_SALE] }", "A 1 null SoldOut,OnSale")]
    [InlineData("{ name: \"A\", text: \"x\", states: SOLD_OUT }", "A 9.5 x SoldOut")]
    public async Task Input_OfARecord_KeepsWhatWasNotGiven(string product, string expected) => Assert.Equal(
        $$$"""{"data":{"describe":"{{{expected}}}"}}""",
        await shop.ExecuteAsync($$"""mutation { describe(product: {{product}}) }"""));

    [Fact]
    public async Task Authorize_WithARole_LetsOnlyItIn()
    {
        var admin = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Admin")], "test"));
        var clerk = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Clerk")], "test"));

        Assert.Equal("""{"data":{"secret":"hush"}}""", await shop.ExecuteAsync("{ secret }", user: admin));
        Assert.Contains("AUTH_NOT_AUTHORIZED", await shop.ExecuteAsync("{ secret }", user: clerk), StringComparison.Ordinal);
        Assert.Contains("AUTH_NOT_AUTHENTICATED", await shop.ExecuteAsync("{ secret }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GlobalState_WhenItIsOptional_IsGivenOrNull()
    {
        Assert.Equal("""{"data":{"whoami":"Ada"}}""", await shop.ExecuteAsync("{ whoami }", name: "Ada"));
        Assert.Equal("""{"data":{"whoami":null}}""", await shop.ExecuteAsync("{ whoami }"));
    }

    [Fact]
    public async Task Introspection_OfTheShop_TellsArgumentsAndDeprecation() => Assert.Equal(
        """{"data":{"__type":{"fields":[{"name":"title","deprecationReason":"Use name."}],"kind":"OBJECT"},"input":{"inputFields":[{"name":"price","defaultValue":"9.5"}]}}}""",
        System.Text.RegularExpressions.Regex.Replace(
            await shop.ExecuteAsync("""
                { __type(name: "Product") { fields(includeDeprecated: true) { name deprecationReason } kind }
                  input: __type(name: "NewProductInput") { inputFields { name defaultValue } } }
                """),
            """\{"name":"\w+","(deprecationReason|defaultValue)":null\},?|,\{"name":"\w+","(deprecationReason|defaultValue)":null\}""",
            ""));
}
