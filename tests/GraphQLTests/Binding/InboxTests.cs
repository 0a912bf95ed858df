using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.Binding;

/// <summary>Rows that know nothing of GraphQL, with ids of their own types, as the platform's application layer has them.</summary>
public sealed class InboxTests
{
    private const string First = "TGV0dGVyOgAAAAAAAAAAAAAAAAAAAAE=";
    private const string Second = "TGV0dGVyOgAAAAAAAAAAAAAAAAAAAAI=";

    [Fact]
    public async Task Schema_OfPlainRows_IsPrintedUnderItsOwnNames()
    {
        var sdl = (await Builder().BuildSchemaAsync()).ToString();

        Approved.Match(sdl, "Inbox.graphql");
    }

    [Fact]
    public async Task Node_OfAStrongId_IsLoadedAndWritten() => Assert.Equal(
        $$$$$"""{"data":{"node":{"id":"{{{{{First}}}}}","text":"letter 1","length":8,"sender":{"id":"U2VuZGVyOgAAAAAAAAAAAAAAAAAAAKo=","name":"Ada"}}}}""",
        await RunAsync($$"""{ node(id: "{{First}}") { id ... on Letter { text length sender { id name } } } }"""));

    [Theory]
    [InlineData("where: { id: { eq: \"00000000-0000-0000-0000-000000000002\" } }", "letter 2")]
    [InlineData("where: { id: { in: [\"00000000-0000-0000-0000-000000000001\", \"00000000-0000-0000-0000-000000000002\"] } }, order: [{ text: ASC }]", "letter 1, letter 2")]
    [InlineData("where: { sender: { name: { eq: \"Ada\" } } }, order: { stars: ASC }", "letter 1, letter 2")]
    [InlineData("order: [{ sender: { name: DESC } }, { text: DESC }]", "letter 3, letter 2, letter 1")]
    [InlineData("first: 1", "letter 3")]
    [InlineData("last: 1", "letter 1")]
    public async Task List_OfRows_IsFilteredAndSorted(string arguments, string texts)
    {
        using var json = JsonDocument.Parse(await RunAsync($"{{ letters({arguments}) {{ nodes {{ text }} }} }}"));

        Assert.Equal(texts, string.Join(", ", json.RootElement.GetProperty("data").GetProperty("letters").GetProperty("nodes").EnumerateArray()
            .Select(node => node.GetProperty("text").GetString())));
    }

    [Fact]
    public async Task Ids_InAList_AreDecodedEach() => Assert.Equal(
        """{"data":{"lettersById":[{"text":"letter 2"},{"text":"letter 1"}]}}""",
        await RunAsync("query($ids: [ID!]!) { lettersById(ids: $ids) { text } }", $$"""{ "ids": ["{{Second}}", "{{First}}"] }"""));

    [Theory]
    [InlineData(First, 4, "{\"letter\":{\"stars\":4},\"errors\":null}")]
    [InlineData(First, 6, "{\"letter\":null,\"errors\":[{\"__typename\":\"TooManyStars\",\"message\":\"At most 5.\"}]}")]
    [InlineData("TGV0dGVyOgAAAAAAAAAAAAAAAAAAAAk=", 1, "{\"letter\":null,\"errors\":[{\"__typename\":\"LetterNotFound\",\"message\":\"There is no such letter.\"}]}")]
    public async Task Mutation_OfAResult_AnswersValueOrErrors(string id, int stars, string payload) => Assert.Equal(
        $$$"""{"data":{"rateLetter":{{{payload}}}}}""",
        await RunAsync(
            "mutation($input: RateLetterInput!) { rateLetter(input: $input) { letter { stars } errors { __typename ... on Error { message } } } }",
            $$"""{ "input": { "letterId": "{{id}}", "stars": {{stars}} } }"""));

    [Fact]
    public async Task Mutation_WithoutResult_AnswersThatItIsDone() => Assert.Equal(
        """{"data":{"burn":{"boolean":true}}}""",
        await RunAsync($$"""mutation { burn(input: { letterId: "{{First}}" }) { boolean } }"""));

    private static IRequestExecutorBuilder Builder() => new ServiceCollection().AddScoped<IPostOffice, PostOffice>()
        .AddGraphQLServer(disableDefaultSecurity: true)
        .AddTypes(typeof(LetterNode), typeof(SenderNode), typeof(LetterQueries), typeof(LetterMutations))
        .AddGlobalObjectIdentification()
        .AddMutationConventions()
        .BindRuntimeType<LetterId, UuidType>()
        .AddTypeConverter<LetterId, Guid>(id => id.Value)
        .AddTypeConverter<Guid, LetterId>(id => new LetterId(id));

    private static async Task<string> RunAsync(string query, string? variables = null)
    {
        await using var result = await (await Builder().BuildRequestExecutorAsync()).ExecuteAsync(GraphQLRequest.FromText(query, variables));
        return ((OperationResult)result).ToJson();
    }
}
