using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>The ledger of consent beyond what contacts text: by hand, taken over from elsewhere, and handed out.</summary>
public sealed class ConsentLedgerTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task OptOut_ByHand_BlocksSendsUntilTheOptIn()
    {
        var phone = SignedWebhooks.NewPhone();
        var conversation = await ConversationAsync(phone);

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(host.Admin, $"/api/conversations/{conversation}/opt-out"));
        Assert.Equal("message.opted_out", await SendAsync(phone));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(host.Admin, $"/api/conversations/{conversation}/opt-in"));
        Assert.Null(await SendAsync(phone));

        Assert.Equal(
            "opt_out,opt_in",
            await host.ScalarAsync<string>(
                "SELECT string_agg(kind, ',' ORDER BY id) FROM messaging.consent_entries WHERE conversation_id = $1 AND source = 'console'", conversation));
    }

    [Fact]
    public async Task Import_OfOptOuts_SilencesNumbersThatNeverWrote_AndIsEnteredOnce()
    {
        var chatbot = await ChatbotAsync();
        var (known, unknown, returned) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());
        await ConversationAsync(known);
        using (await host.PostAsync(SignedWebhooks.Sms(returned, "START")))
        {
        }

        var csv = $"address,kind,created_at\r\n{known},opt_out,2025-01-02T03:04:05Z\r\n\"{unknown}\",,2025-01-02T03:04:05Z\n{returned},STOP,2025-01-02T03:04:05Z";
        var first = await ImportAsync(host.Admin, chatbot, csv);
        var again = await ImportAsync(host.Admin, chatbot, csv);

        Assert.Equal((3, 3, 2), (first.GetProperty("lines").GetInt32(), first.GetProperty("entries").GetInt32(), first.GetProperty("optedOut").GetInt32()));
        Assert.Equal((0, 0), (again.GetProperty("entries").GetInt32(), again.GetProperty("optedOut").GetInt32()));
        Assert.Equal("message.opted_out", await SendAsync(known));
        Assert.Equal("message.opted_out", await SendAsync(unknown));
        Assert.Null(await SendAsync(returned));
    }

    [Fact]
    public async Task Import_OfManyNumbers_HoldsUpNoneThatWrites()
    {
        const int Count = 5_000;
        var chatbot = await ChatbotAsync();
        var (known, writer) = (SignedWebhooks.NewPhone(), "+14442004999");
        var conversation = await ConversationAsync(known);
        var csv = string.Join('\n', Enumerable.Range(0, Count).Select(i => $"+1444200{i:0000},opt_out,2025-01-02T03:04:05Z")
            .Append($"{known},opt_out,2025-01-02T03:04:05Z"));

        // The import waits for this one, with all the others in hand.
        await using var connection = await host.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("SELECT FROM messaging.conversations WHERE id = $1 FOR UPDATE", connection))
        {
            held.Parameters.Add(new NpgsqlParameter { Value = conversation });
            await held.ExecuteNonQueryAsync();
        }

        var import = ImportAsync(host.Admin, chatbot, csv);
        await host.WaitForAsync("the import waits", WaitsFor("INSERT INTO messaging.consent_entries"), []);
        using var stored = await host.PostAsync(SignedWebhooks.Sms(writer, "hello"));
        await transaction.CommitAsync();
        var imported = await import;

        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        Assert.Equal(
            (Count + 1, Count + 1, Count + 1),
            (imported.GetProperty("lines").GetInt32(), imported.GetProperty("entries").GetInt32(), imported.GetProperty("optedOut").GetInt32()));
        Assert.Equal(1L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "from" = $1""", writer));
        Assert.Equal(
            (long)Count,
            await host.ScalarAsync<long>("SELECT count(*) FROM messaging.conversations WHERE contact_address LIKE '+1444200%' AND opted_out_at IS NOT NULL"));
    }

    [Theory]
    [InlineData("12345,opt_out", 1)]
    [InlineData("+15551230000,maybe", 1)]
    [InlineData("+15551230001,opt_out,2999-01-01T00:00:00Z", 1)]
    [InlineData("address,kind\n+15551230002,opt_out\n+15551230003,opt_out,soon", 3)]
    public async Task Import_WithABadLine_NamesItAndChangesNothing(string csv, int line)
    {
        var chatbot = await ChatbotAsync();

        using var response = await ImportRawAsync(host.Admin, chatbot, csv);
        var problem = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"Line {line} ", problem, StringComparison.Ordinal);
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM messaging.conversations WHERE contact_address = '+15551230002'"));
    }

    [Fact]
    public async Task Export_OfALedger_CanBeImported()
    {
        var phone = SignedWebhooks.NewPhone();
        using (await host.PostAsync(SignedWebhooks.Sms(phone, "stop")))
        {
        }

        var chatbot = await ChatbotAsync();
        var csv = await host.Admin.GetStringAsync($"/api/consent/{chatbot}/entries.csv");

        Assert.StartsWith("address,kind,created_at,source,message_id\r\n", csv, StringComparison.Ordinal);
        Assert.Contains($"{phone},opt_out,", csv, StringComparison.Ordinal);
        Assert.Contains(",keyword,", csv, StringComparison.Ordinal);
        using var imported = await ImportRawAsync(host.Admin, chatbot, csv);
        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
    }

    [Fact]
    public async Task Ledger_OfAnotherWorkspace_IsOutOfReach()
    {
        var phone = SignedWebhooks.NewPhone();
        var conversation = await ConversationAsync(phone);
        var chatbot = await ChatbotAsync();
        using var stranger = await new SeededObjects(host).StrangerAsync("consent-stranger@example.com");

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(stranger, $"/api/conversations/{conversation}/opt-out"));
        using var imported = await ImportRawAsync(stranger, chatbot, $"{phone},opt_out");
        using var exported = await stranger.GetAsync($"/api/consent/{chatbot}/entries.csv");

        Assert.Equal(HttpStatusCode.NotFound, imported.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, exported.StatusCode);
        Assert.Null(await SendAsync(phone));
    }

    private static string WaitsFor(string sql) => $"""
        SELECT EXISTS (
            SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock' AND query LIKE '%{sql}%')
        """;

    private async Task<Guid> ConversationAsync(string phone)
    {
        using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, "hello"));
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        return await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations WHERE contact_address = $1", phone);
    }

    private Task<Guid> ChatbotAsync() => host.ScalarAsync<Guid>("SELECT chatbot_id FROM channels.integrations WHERE is_default LIMIT 1");

    private async Task<string?> SendAsync(string phone)
    {
        using var response = await host.Admin.PostAsJsonAsync("/api/twilio/sms/send", new { to = phone, body = "news" });
        return response.IsSuccessStatusCode ? null : await response.CodeAsync();
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path)
    {
        using var response = await client.PostAsync(path, null);
        return response.StatusCode;
    }

    private static async Task<JsonElement> ImportAsync(HttpClient client, Guid chatbot, string csv)
    {
        using var response = await ImportRawAsync(client, chatbot, csv);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private static Task<HttpResponseMessage> ImportRawAsync(HttpClient client, Guid chatbot, string csv) =>
        client.PostAsync($"/api/consent/{chatbot}/import", new StringContent(csv, Encoding.UTF8, "text/csv"));
}
