using System.Text;
using System.Text.Json;

namespace SmsPlatform.GraphQLBench;

/// <summary>One of the workloads: what is posted, and the bare endpoint that answers the same.</summary>
internal sealed class Workload
{
    private const string Flat = "id from to body direction status createdAt segments";
    private const string Nested = Flat + " conversation { id status contact { id address displayName } }";

    private const string AtOnce = Flat + " conversation: conversationAtOnce { id status contact: contactAtOnce { id address displayName } }";

    public const string Introspection = """
        query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name }
        types { ...FullType } directives { name description locations args { ...InputValue } } } }
        fragment FullType on __Type { kind name description
        fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
        inputFields { ...InputValue } interfaces { ...TypeRef }
        enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
        fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
        """;

    private Workload(string name, string bare, double aim, string query, object? variables = null, bool isUnique = false)
    {
        Name = name;
        Query = query;
        Bare = bare;
        Aim = aim;
        IsUnique = isUnique;
        Body = variables is null ? JsonSerializer.Serialize(new { query }) : JsonSerializer.Serialize(new { query, variables });
    }

    public string Name { get; }

    /// <summary>The path of the bare endpoint.</summary>
    public string Bare { get; }

    /// <summary>The share of the bare endpoint's requests per second that we aim at.</summary>
    public double Aim { get; }

    /// <summary>Whether each request gets a new text; the digits of <c>Q00000000</c> are counted up.</summary>
    public bool IsUnique { get; }

    public string Query { get; }

    public string Body { get; }

    public static Workload[] All { get; } =
    [
        new("W1 typename", "/bare/W1", 0.97, "{ __typename }"),
        new("W2 50 x 8 scalars", "/bare/W2", 0.90, $"{{ messages {{ {Flat} }} }}"),
        new("W3 loaders, yielding", "/bare/W3", 0.50, $"{{ messages {{ {Nested} }} }}"),
        new("W3 loaders, at once", "/bare/W3", 0.50, $"{{ messages {{ {AtOnce} }} }}"),
        new("W4 as W3, new texts", "/bare/W3", 0.40, $"query Q00000000 {{ messages {{ {Nested} }} }}", isUnique: true),
        new("W5 introspection", "/bare/W5", 0.85, Introspection),
        new("W6 mutation", "/bare/W6", 0.90, $"mutation($input: MessageInput!) {{ addMessage(input: $input) {{ {Flat} }} }}", new
        {
            input = new
            {
                from = "+14155550100",
                to = "+14155550199",
                body = "Your order 4711 has shipped and will arrive tomorrow.",
                direction = "OUTBOUND",
                status = "QUEUED",
                createdAt = "2026-03-01T12:00:00.123Z",
                segments = 1,
                conversationId = "conversation-001",
                isTest = false,
                tags = new[] { "order", "shipping" },
            },
        }),
    ];

    /// <summary>The whole HTTP request.</summary>
    public byte[] Request(string path)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n\r\n";
        return Encoding.UTF8.GetBytes(head + Body);
    }
}
