namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>The id of one object of each type that has ids, by the type's name.</summary>
internal static class SchemaIds
{
    private static readonly string[] Places =
    [
        "Message messaging.messages direction = 'outbound'",
        "Conversation messaging.conversations true",
        "Contact messaging.contacts true",
        "Chatbot chatbots.chatbots true",
        "Integration channels.integrations true",
        "KeywordRule automation.keyword_rules true",
        "ReplyTemplate automation.reply_templates true",
        "Document knowledge.documents true",
        "ApiKey accounts.api_keys true",
        "Invitation accounts.invitations true",
        "Session accounts.sessions true",
        "User accounts.users is_admin",
        "Workspace accounts.workspaces true",
    ];

    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(PlatformHost host)
    {
        var ids = new Dictionary<string, string>();
        foreach (var place in Places.Select(place => place.Split(' ', 3)))
        {
            ids[place[0]] = GraphQLCalls.GlobalId(
                place[0], await host.ScalarAsync<Guid>($"SELECT id FROM {place[1]} WHERE {place[2]} ORDER BY id LIMIT 1"));
        }

        return ids;
    }
}
