using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SmsPlatform.ListsBench;

/// <summary>
/// What the platform is measured against: a minimal-API endpoint that runs one hand-written statement and returns the same JSON, by
/// source-generated serialization. It knows its one workspace and asks nobody who they are.
/// </summary>
internal static class BareServer
{
    public const string Path = "/messages";
    public const string FilteredPath = "/messages/delivered";

    // The page first, then what belongs to it: joined without that, PostgreSQL would set up hash tables for a million rows, which takes it
    // ten times as long as the query. What does not vary is a literal, or the statement would be planned anew each time.
    private const string Messages = """
        SELECT m.id, m.direction, m.status, m."from", m."to", m.body, m.segments, m.created_at, c.id, c.mode, p.id, p.display_name
        FROM (SELECT * FROM messaging.messages AS m WHERE m.workspace_id = $1 AND m.channel = 'sms'
        """;

    private const string Joined = """
        ORDER BY m.created_at DESC, m.id DESC LIMIT 51) AS m
        JOIN messaging.conversations AS c ON c.id = m.conversation_id
        JOIN messaging.contacts AS p ON p.id = c.contact_id
        ORDER BY m.created_at DESC, m.id DESC
        """;

    private const string FirstPage = $"{Messages} {Joined}";
    private const string FilteredPage = $"{Messages} AND m.status = 'delivered' AND m.direction = 'outbound' {Joined}";
    private const string NextPage = $"{Messages} AND (m.created_at, m.id) < ($2, $3) {Joined}";

    public static async Task<int> RunAsync(string connectionString)
    {
        var pool = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var database = NpgsqlDataSource.Create(pool.ConnectionString);
        await using var command = database.CreateCommand("SELECT id FROM accounts.workspaces ORDER BY id LIMIT 1");
        var workspace = (Guid)(await command.ExecuteScalarAsync())!;

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default));
        var app = builder.Build();
        app.MapGet(Path, (string? after) => after is null
            ? ListAsync(database.CreateCommand(FirstPage), workspace)
            : ListAsync(database.CreateCommand(NextPage), workspace, Cursor.Read(after)));
        app.MapGet(FilteredPath, () => ListAsync(database.CreateCommand(FilteredPage), workspace));
        await app.StartAsync();

        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task<Envelope> ListAsync(NpgsqlCommand select, Guid workspace, (DateTime CreatedAt, Guid Id)? after = null)
    {
        await using var command = select;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workspace });
        if (after is { } place)
        {
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = place.CreatedAt });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = place.Id });
        }

        var nodes = new List<MessageNode>(Query.PageSize);
        var hasNextPage = false;
        string? endCursor = null;
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            if (nodes.Count == Query.PageSize)
            {
                hasNextPage = true;
                break;
            }

            var (id, createdAt) = (row.GetGuid(0), row.GetDateTime(7));
            nodes.Add(new MessageNode(
                GlobalId("Message:"u8, id),
                row.GetString(1).ToUpperInvariant(),
                row.GetString(2).ToUpperInvariant(),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                row.GetInt32(6),
                createdAt,
                new ConversationNode(
                    GlobalId("Conversation:"u8, row.GetGuid(8)),
                    row.GetString(9).ToUpperInvariant(),
                    new ContactNode(GlobalId("Contact:"u8, row.GetGuid(10)), row.IsDBNull(11) ? null : row.GetString(11)))));
            if (nodes.Count == Query.PageSize)
            {
                endCursor = Cursor.Write(createdAt, id);
            }
        }

        return new Envelope(new Data(new Connection(nodes, new PageInfo(hasNextPage, endCursor))));
    }

    private static string GlobalId(ReadOnlySpan<byte> type, Guid id)
    {
        Span<byte> raw = stackalloc byte[32];
        type.CopyTo(raw);
        id.TryWriteBytes(raw[type.Length..]);
        return Convert.ToBase64String(raw[..(type.Length + 16)]);
    }
}

/// <summary>The platform's cursors, so that both sides answer the same.</summary>
internal static class Cursor
{
    private const string List = "messages:CreatedAt,Id:desc";

    public static string Write(DateTime createdAt, Guid id) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
        [List, createdAt.ToString("O", CultureInfo.InvariantCulture), id.ToString()], BareJson.Default.StringArray));

    public static (DateTime CreatedAt, Guid Id) Read(string cursor)
    {
        var parts = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(cursor), BareJson.Default.StringArray)!;
        return (DateTime.Parse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), Guid.Parse(parts[2]));
    }
}

internal sealed record Envelope(Data Data);

internal sealed record Data(Connection SmsMessages);

internal sealed record Connection(IReadOnlyList<MessageNode> Nodes, PageInfo PageInfo);

internal sealed record PageInfo(bool HasNextPage, string? EndCursor);

internal sealed record MessageNode(
    string Id,
    string Direction,
    string Status,
    string From,
    string To,
    string Body,
    int Segments,
    DateTime CreatedAt,
    ConversationNode Conversation);

internal sealed record ConversationNode(string Id, string Mode, ContactNode Contact);

internal sealed record ContactNode(string Id, string? DisplayName);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class BareJson : JsonSerializerContext;
