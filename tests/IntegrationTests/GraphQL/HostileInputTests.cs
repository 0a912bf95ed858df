using System.Text;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Whatever comes in, the answer says what is wrong with it, by a code that stays.</summary>
public sealed class HostileInputTests(HostileInputTests.Host host) : IClassFixture<HostileInputTests.Host>
{
    private const string Chatbot = "{chatbot}";
    private const string Message = "{message}";
    private const string MessageCursor = "{messageCursor}";
    private const string ConversationCursor = "{conversationCursor}";

    /// <summary>Documents, and the code of the first error of each.</summary>
    public static TheoryData<string, string> Documents => new()
    {
        // Ids.
        { "{ messageById(id: \"\") { id } }", "INVALID_NODE_ID" },
        { "{ messageById(id: \"x\") { id } }", "INVALID_NODE_ID" },
        { "{ messageById(id: \"%%%\") { id } }", "INVALID_NODE_ID" },
        { "{ messageById(id: 7) { id } }", "INVALID_NODE_ID" },
        { "{ messageById(id: null) { id } }", "VALUES_OF_CORRECT_TYPE" },
        { $"{{ messageById(id: \"{Base64("Message:")}\") {{ id }} }}", "INVALID_NODE_ID" },
        { $"{{ messageById(id: \"{Base64("Message:not-an-id")}\") {{ id }} }}", "INVALID_NODE_ID" },
        { $"{{ messageById(id: \"{Base64("Message:\0\0\0")}\") {{ id }} }}", "INVALID_NODE_ID" },
        { $"{{ messageById(id: \"{new string('A', 4_000)}\") {{ id }} }}", "INVALID_NODE_ID" },
        { $"{{ messageById(id: \"{Chatbot}\") {{ id }} }}", "FOREIGN_NODE_ID" },
        { $"{{ chatbotById(id: \"{Message}\") {{ id }} }}", "FOREIGN_NODE_ID" },
        { "{ node(id: \"x\") { id } }", "INVALID_NODE_ID" },
        { "{ node(id: \"\") { id } }", "INVALID_NODE_ID" },
        { $"{{ node(id: \"{Base64("Nothing:1234567890123456")}\") {{ id }} }}", "INVALID_NODE_ID" },
        { $"{{ node(id: \"{Base64("ConsentEntry:1234567890123456")}\") {{ id }} }}", "INVALID_NODE_ID" },
        { $"{{ nodes(ids: [{string.Join(' ', Enumerable.Repeat($"\"{Message}\"", 101))}]) {{ id }} }}", "HC0051" },
        { $"{{ keywordRules(chatbotId: \"{Message}\") {{ nodes {{ id }} }} }}", "FOREIGN_NODE_ID" },
        { $"mutation {{ markSmsProcessed(input: {{ id: \"x\" }}) {{ message {{ id }} }} }}", "INVALID_NODE_ID" },
        { $"mutation {{ markSmsProcessed(input: {{ id: \"{Chatbot}\" }}) {{ message {{ id }} }} }}", "FOREIGN_NODE_ID" },

        // Cursors.
        { "{ messages(after: \"x\") { nodes { id } } }", "cursor.invalid" },
        { "{ messages(after: \"\") { nodes { id } } }", "cursor.invalid" },
        { "{ messages(after: \"ÄÖ\") { nodes { id } } }", "cursor.invalid" },
        { $"{{ messages(after: \"{Base64("[]")}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ messages(after: \"{Base64("[1,null,{}]")}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ messages(after: \"{Base64("[\"messages:CreatedAt,Id:desc\",null,null]")}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ messages(after: \"{Base64(new string('[', 3_000))}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ messages(after: \"{ConversationCursor}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ messages(order: {{ createdAt: ASC }}, after: \"{MessageCursor}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ messages(after: \"{Message}\") {{ nodes {{ id }} }} }}", "cursor.invalid" },
        { $"{{ conversations {{ nodes {{ messages(after: \"{MessageCursor}\") {{ nodes {{ id }} }} }} }} }}", "cursor.invalid" },
        { $"{{ members(after: \"{MessageCursor}\") {{ nodes {{ role }} }} }}", "cursor.invalid" },

        // Sizes and directions.
        { "{ messages(first: 0) { nodes { id } } }", "page.invalid_size" },
        { "{ messages(first: -1) { nodes { id } } }", "HC0079" },
        { "{ messages(last: 0) { nodes { id } } }", "page.invalid_size" },
        { "{ messages(first: 101) { nodes { id } } }", "HC0051" },
        { "{ messages(first: 10000) { nodes { id } } }", "HC0047" },
        { "{ messages(last: 10000) { nodes { id } } }", "HC0047" },
        { "{ messages(first: 2147483648) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(first: \"5\") { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(first: 1.5) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(first: 5, last: 5) { nodes { id } } }", "page.contradictory" },
        { $"{{ messages(first: 5, before: \"{MessageCursor}\") {{ nodes {{ id }} }} }}", "page.contradictory" },
        { $"{{ messages(last: 5, after: \"{MessageCursor}\") {{ nodes {{ id }} }} }}", "page.contradictory" },
        { $"{{ messages(after: \"{MessageCursor}\", before: \"{MessageCursor}\") {{ nodes {{ id }} }} }}", "page.contradictory" },
        { "{ conversations { nodes { messages(first: 0) { nodes { id } } } } }", "page.invalid_size" },
        { "{ conversations { nodes { messages(first: 10000) { nodes { id } } } } }", "HC0047" },
        { "{ conversations { nodes { messages(first: 1, last: 1) { nodes { id } } } } }", "page.contradictory" },
        { "{ chatbots { nodes { documents(first: -1) { nodes { id } } } } }", "HC0079" },

        // Filters and orders.
        { $"{{ messages(where: {{ or: [{Terms(200)}] }}) {{ nodes {{ id }} }} }}", "FILTER_TOO_COMPLEX" },
        { $"{{ messages(where: {{ or: [{Terms(300)}] }}) {{ nodes {{ id }} }} }}", "FILTER_TOO_COMPLEX" },
        { $"{{ messages(where: {Nested(200)}) {{ nodes {{ id }} }} }}", "DOCUMENT_TOO_LARGE" },
        { $"{{ messages(where: {{ from: {{ in: [{string.Join(' ', Enumerable.Repeat("\"+15551230000\"", 5_000))}] }} }}) {{ nodes {{ id }} }} }}", "DOCUMENT_TOO_LARGE" },
        { "{ messages(where: { from: { contains: \"555\" } }) { nodes { id } } }", "filter.not_supported" },
        { "{ messages(where: { from: { startsWith: \"+1555\" } }) { nodes { id } } }", "filter.not_supported" },
        { "{ messages(where: { from: { eq: \"\\u0000\" } }) { nodes { id } } }", "filter.invalid_text" },
        { "{ messages(where: { from: { eq: \"\\ud800\" } }) { nodes { id } } }", "SYNTAX_ERROR" },
        { "{ messages(where: { from: { in: [\"+1555\", \"a\\u0000b\"] } }) { nodes { id } } }", "filter.invalid_text" },
        { "{ messages(where: { body: { eq: \"Hello\" } }) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(where: { createdAt: { gt: \"yesterday\" } }) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(where: { createdAt: { gt: \"2026-13-45T00:00:00Z\" } }) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(where: { status: { eq: LOST } }) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(order: { body: ASC }) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ messages(order: { createdAt: UP }) { nodes { id } } }", "VALUES_OF_CORRECT_TYPE" },
        { $"{{ messages(order: [{string.Join(' ', Enumerable.Repeat("{ createdAt: ASC }", 40))}]) {{ nodes {{ id }} }} }}", "SORT_TOO_COMPLEX" },
        { "{ messages(order: [{ createdAt: ASC }, { createdAt: DESC }]) { nodes { id } } }", "order.mixed_directions" },
        { "{ keywordRules(where: { name: { eq: \"\\u0000\" } }) { nodes { id } } }", "filter.invalid_text" },

        // Documents.
        { "", "NO_DOCUMENT" },
        { " ", "SYNTAX_ERROR" },
        { "{", "SYNTAX_ERROR" },
        { "{ messages { nodes { id } }", "SYNTAX_ERROR" },
        { "{ nothing }", "FIELDS_ON_CORRECT_TYPE" },
        { "query A { me { id } } query B { me { id } }", "OPERATION_NAME_NEEDED" },
        { "query A { me { id } } query A { me { id } }", "UNIQUE_OPERATION_NAMES" },
        { "query ($id: ID!) { messageById(id: $id) { id } }", "INVALID_VARIABLE" },
        { "query ($id: Int) { messageById(id: $id) { id } }", "VARIABLES_IN_ALLOWED_POSITION" },
        { "fragment A on Query { ...B } fragment B on Query { ...A } { ...A }", "NO_FRAGMENT_CYCLES" },
        { $"{{ {string.Join(' ', Enumerable.Range(0, 300).Select(i => $"a{i}: me {{ id }}"))} }}", "TOO_MANY_ALIASES" },
        { $"{{ me {{ {string.Join(' ', Enumerable.Range(0, 6_000).Select(_ => "id"))} }} }}", "DOCUMENT_TOO_LARGE" },
        { $"{{ conversations {{ nodes {{ {Deep(30)} }} }} }}", "OPERATION_TOO_DEEP" },
        { $"{{ conversations {{ nodes {{ {Deep(500)} }} }} }}", "DOCUMENT_TOO_LARGE" },
        { $"{{ me {{ id {string.Concat(Enumerable.Repeat("@include(if: true) ", 400))} }} }}", "UNIQUE_DIRECTIVES_PER_LOCATION" },
        { $"{{ me {{ id }} }} #{new string('x', 70_000)}", "DOCUMENT_TOO_LARGE" },
        { "{ conversations(first: 100) { nodes { messages(first: 100) { nodes { conversation { messages(first: 100) { nodes { id } } } } } } } }", "HC0047" },
        { "{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }", "MAX_INTROSPECTION_DEPTH" },
        { "{ setupInstructions(chatbotId: \"{chatbot}\", channel: TELEX) { __typename } }", "VALUES_OF_CORRECT_TYPE" },
        { "{ jobRuns(job: \"\\u0000\") { nodes { id } } }", "job.not_found" },
        { "{ searchKnowledge(chatbotId: \"{chatbot}\", question: \"\\u0000\") { __typename } }", "question.invalid" },
        { "{ searchKnowledge(chatbotId: \"{chatbot}\", question: \"x\", limit: -1) { __typename } }", "limit.invalid" },
        { "{ previewReply(chatbotId: \"{chatbot}\", body: \"\\u0000\") { text } }", "template.body_invalid" },
        { "{ previewReply(chatbotId: \"{chatbot}\", body: \"{{\") { text } }", "template.variable_unclosed" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_ThatIsWrong_IsAnsweredByACode(string document, string code)
    {
        foreach (var (placeholder, value) in host.Values)
        {
            document = document.Replace(placeholder, value, StringComparison.Ordinal);
        }

        var answer = await host.Admin.GraphQLAsync(document);

        Assert.Equal(code, answer.Code() ?? answer.ToString());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Terms(int count) => string.Join(' ', Enumerable.Repeat("{ from: { eq: \"+15551230000\" } }", count));

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{ and: [", depth)) + "{ processed: { eq: true } }" + string.Concat(Enumerable.Repeat("] }", depth));

    private static string Deep(int depth) =>
        string.Concat(Enumerable.Repeat("messages(first: 1) { nodes { conversation { ", depth)) + "id" + string.Concat(Enumerable.Repeat(" } } }", depth));

    /// <summary>One with a message, and the ids and cursors that belong to it.</summary>
    public sealed class Host : PlatformHost, IAsyncLifetime
    {
        internal IReadOnlyDictionary<string, string> Values { get; private set; } = null!;

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var phone = SignedWebhooks.NewPhone();
            using var stored = await this.PostAsync(SignedWebhooks.Sms(phone, "Hello"));
            var data = await Admin.DataAsync(
                "{ chatbots { nodes { id } } messages { edges { cursor node { id } } } conversations { edges { cursor } } }");
            Values = new Dictionary<string, string>
            {
                [Chatbot] = data.Text("chatbots.nodes.0.id")!,
                [Message] = data.Text("messages.edges.0.node.id")!,
                [MessageCursor] = data.Text("messages.edges.0.cursor")!,
                [ConversationCursor] = data.Text("conversations.edges.0.cursor")!,
            };
        }
    }
}
