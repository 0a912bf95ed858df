using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SmsPlatform.ListsBench;

/// <summary>What is asked: the document and its variables, and the bare endpoint that answers the same.</summary>
internal sealed class Query
{
    public const int PageSize = 50;
    public const int MessagesOfConversation = 20;

    private const string Messages = """
        query Messages($first: Int!, $after: String, $where: MessageFilterInput) {
          smsMessages(first: $first, after: $after, where: $where) {
            nodes {
              id direction status from to body segments createdAt
              conversation { id mode contact { id displayName } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    private const string Conversations = """
        query Conversations($first: Int!, $messages: Int!) {
          conversations(first: $first) {
            nodes {
              id mode contactAddress lastMessageAt
              contact { id displayName }
              messages(first: $messages) { nodes { id direction status body createdAt } pageInfo { hasNextPage } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    private readonly string _document;
    private readonly object _variables;

    private Query(string name, string? bare, string document, object variables)
    {
        Name = name;
        Bare = bare;
        _document = document;
        _variables = variables;
    }

    public string Name { get; }

    /// <summary>Path and query of the bare endpoint; null where the platform is measured alone.</summary>
    public string? Bare { get; }

    public static Query FirstPage { get; } = new(
        "first page", BareServer.Path, Messages, new { first = PageSize });

    public static Query FilteredPage { get; } = new(
        "first page, status and direction",
        BareServer.FilteredPath,
        Messages,
        new { first = PageSize, where = new { status = new { eq = "DELIVERED" }, direction = new { eq = "OUTBOUND" } } });

    public static Query NestedPage { get; } = new(
        $"{PageSize} conversations with {MessagesOfConversation} messages each",
        bare: null,
        Conversations,
        new { first = PageSize, messages = MessagesOfConversation });

    public static Query DeepPage(string after) => new(
        $"page after row {Runner.Messages / 2}", $"{BareServer.Path}?after={after}", Messages, new { first = PageSize, after });

    public byte[] ToPlatform(Uri server, string token)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query = _document, variables = _variables });
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            POST /graphql HTTP/1.1
            Host: {server.Authority}
            Authorization: Bearer {token}
            Content-Type: application/json
            Content-Length: {body.Length}


            """).ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public byte[] ToBare(Uri server) => Encoding.UTF8.GetBytes($"GET {Bare} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");
}
