using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>
/// One object of each type in the first workspace, and the id that a route's parameter stands for. A parameter that is not named here
/// is looked up in the table of the same name, which must hold a row of the workspace.
/// </summary>
internal sealed class SeededObjects(PlatformHost host)
{
    /// <summary>In every text of the workspace; whoever belongs to another one must never read it.</summary>
    public const string Canary = "canary-5e1f0c7a";

    private static readonly Dictionary<string, string> Tables = new()
    {
        ["stored/id"] = "messaging.messages",
        ["workspaces/id"] = "accounts.workspaces",
        ["sessions/id"] = "accounts.sessions",
        ["userId"] = "accounts.members",
        ["chatbotId"] = "chatbots.chatbots",
        ["twilio/chatbotId"] = "chatbots.chatbots",
        ["documentId"] = "knowledge.documents",
        ["integrationId"] = "channels.integrations",
    };

    private static readonly Dictionary<string, string> Columns = new() { ["accounts.members"] = "user_id" };

    // What is no id: any value that the route takes.
    private static readonly Dictionary<string, string> Words = new() { ["documentName"] = "v1", ["channel"] = "sms", ["webhookId"] = "1", ["kind"] = "sms", ["path"] = "x", ["slug"] = "x" };

    private static readonly string[] Counters = ["received_count", "sent_count", "failed_count", "rejected_count", "last_used_at"];

    public Guid Workspace { get; private set; }

    public async Task SeedAsync()
    {
        Workspace = await host.ScalarAsync<Guid>("SELECT workspace_id FROM chatbots.chatbots ORDER BY id LIMIT 1");
        await host.ExecuteAsync("UPDATE accounts.workspaces SET name = $1", Canary);
        await host.ExecuteAsync("UPDATE chatbots.chatbots SET name = $1, greeting = $1, fallback = $1", Canary);
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, Canary);

        // Until the workers have nothing more to write: the rows must stay as they are unless a stranger changes one.
        await host.WaitForAsync(
            "the text is answered and all is quiet",
            """
            SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'delivered')
                AND NOT EXISTS (
                    SELECT FROM messaging.conversation_activity
                    WHERE answer_due_at IS NOT NULL OR answer_lease_until IS NOT NULL
                        OR delivery_due_at IS NOT NULL OR delivery_lease_until IS NOT NULL)
                AND NOT EXISTS (SELECT FROM channels.integrations WHERE status = 'pending')
            """,
            [phone]);
        await SeedDeadLetterAsync();
        await SeedAutomationAsync();
        var chatbot = await host.ScalarAsync<Guid>("SELECT id FROM chatbots.chatbots ORDER BY id LIMIT 1");
        using var document = await host.Admin.PostAsJsonAsync($"/api/knowledge/{chatbot}/documents", new { title = Canary, text = Canary });
        document.EnsureSuccessStatusCode();
        await host.WaitForAsync("the document is indexed", "SELECT NOT EXISTS (SELECT FROM knowledge.documents WHERE status <> $1)", ["ready"]);
        using var key = await host.Admin.PostAsJsonAsync("/api/api-keys", new { name = Canary, scopes = new[] { "read" } });
        key.EnsureSuccessStatusCode();
        using var invitation = await host.Admin.PostAsJsonAsync("/api/members/invitations", new { email = $"{Canary}@example.com", role = "Agent" });
        invitation.EnsureSuccessStatusCode();
    }

    private Task SeedDeadLetterAsync() => host.ExecuteAsync(
        """
        INSERT INTO messaging.messages
        SELECT (jsonb_populate_record(m, jsonb_build_object(
            'id', gen_random_uuid(), 'seq', nextval('messaging.messages_seq_seq'), 'external_id', NULL, 'delivered_at', NULL,
            'status', 'failed', 'status_rank', $2::int, 'error_code', '30003', 'error_message', $3))).*
        FROM messaging.messages AS m
        WHERE m.workspace_id = $1 AND m.direction = 'outbound'
        ORDER BY m.seq
        LIMIT 1
        """,
        Workspace,
        MessageStatus.Failed.Rank(),
        Canary);

    private async Task SeedAutomationAsync()
    {
        var chatbotId = await host.ScalarAsync<Guid>("SELECT id FROM chatbots.chatbots WHERE workspace_id = $1 ORDER BY id LIMIT 1", Workspace);
        using var template = await host.Admin.PostAsJsonAsync("/api/reply-templates", new { chatbotId, name = Canary, body = Canary });
        template.EnsureSuccessStatusCode();

        // Not active, or the next seeding's text would meet it and get no answer.
        using var rule = await host.Admin.PostAsJsonAsync(
            "/api/keyword-rules", new { chatbotId, name = Canary, isActive = false, match = "exact", patterns = new[] { Canary }, action = "stop" });
        rule.EnsureSuccessStatusCode();
    }

    /// <summary>A value for a parameter of a route: what belongs to the first workspace.</summary>
    public async Task<string> ValueAsync(string literal, string parameter)
    {
        if (Words.TryGetValue(parameter, out var word))
        {
            return word;
        }

        var table = Tables.GetValueOrDefault($"{literal}/{parameter}") ?? Tables.GetValueOrDefault(parameter) ?? await TableAsync(literal, parameter);
        var column = Columns.GetValueOrDefault(table, "id");
        var condition = table switch
        {
            "accounts.workspaces" => "id = $1",
            "accounts.sessions" => "user_id IN (SELECT user_id FROM accounts.members WHERE workspace_id = $1) AND revoked_at IS NULL",
            _ => "workspace_id = $1",
        };
        var id = await host.ScalarAsync<object>($"SELECT coalesce((SELECT {column} FROM {table} WHERE {condition} LIMIT 1)::text, '')", Workspace);
        return id is string { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"{table} has no row of the first workspace. Seed one in {nameof(SeededObjects)}.");
    }

    /// <summary>Every row the workspace has, as text, but for the counters, which the platform writes when it has time.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        var tables = await host.ScalarAsync<string[]>("""
            SELECT array_agg(format('%I.%I', c.table_schema, c.table_name) ORDER BY 1)
            FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
            WHERE c.column_name = 'workspace_id' AND t.table_type = 'BASE TABLE'
            """);
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange(await host.ScalarAsync<string[]>(
                $"SELECT coalesce(array_agg('{table} ' || (to_jsonb(t) - $2)::text), ARRAY[]::text[]) FROM {table} AS t WHERE workspace_id = $1",
                Workspace,
                Counters));
        }

        return rows;
    }

    /// <summary>The ids of everything the workspace has: no one else may be told any of them.</summary>
    public async Task<IReadOnlyList<string>> SecretsAsync() =>
    [
        Canary,
        .. await host.ScalarAsync<string[]>("""
            SELECT array_agg(id::text) FROM (
                SELECT id FROM chatbots.chatbots WHERE workspace_id = $1
                UNION ALL SELECT id FROM channels.integrations WHERE workspace_id = $1
                UNION ALL SELECT id FROM messaging.messages WHERE workspace_id = $1
                UNION ALL SELECT id FROM messaging.conversations WHERE workspace_id = $1
                UNION ALL SELECT id FROM messaging.contacts WHERE workspace_id = $1
                UNION ALL SELECT id FROM automation.keyword_rules WHERE workspace_id = $1
                UNION ALL SELECT id FROM automation.reply_templates WHERE workspace_id = $1
                UNION ALL SELECT id FROM knowledge.documents WHERE workspace_id = $1
                UNION ALL SELECT id FROM knowledge.passages WHERE workspace_id = $1
                UNION ALL SELECT id FROM accounts.api_keys WHERE workspace_id = $1
                UNION ALL SELECT id FROM accounts.invitations WHERE workspace_id = $1) AS t
            """, Workspace),
    ];

    /// <summary>Makes a person and gives them a place in a workspace, by invitation.</summary>
    public async Task<HttpClient> JoinAsync(string email, string role, Guid workspace)
    {
        const string Password = "four unrelated words here";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/members/invitations") { Content = JsonContent.Create(new { email, role }) };
        request.Headers.Add("X-Workspace-Id", workspace.ToString());
        using var invited = await host.Admin.SendAsync(request);
        invited.EnsureSuccessStatusCode();
        using var invitation = JsonDocument.Parse(await invited.Content.ReadAsStringAsync());
        using var accepted = await host.Anonymous.PostAsJsonAsync(
            "/api/auth/invitations/accept", new { token = invitation.RootElement.GetProperty("token").GetString(), password = Password });
        accepted.EnsureSuccessStatusCode();
        return await host.SignInAsync(email, Password);
    }

    /// <summary>The only member of a second workspace, as its Owner.</summary>
    public async Task<HttpClient> StrangerAsync(string email)
    {
        using var made = await host.Admin.PostAsJsonAsync("/api/workspaces", new { name = email });
        made.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        var workspace = body.RootElement.GetProperty("id").GetGuid();
        var stranger = await JoinAsync(email, "Owner", workspace);

        // Whoever made it is a member of the first workspace as well, and so could rightly be found in both.
        await host.ExecuteAsync(
            "DELETE FROM accounts.members WHERE workspace_id = $1 AND user_id IN (SELECT user_id FROM accounts.members WHERE workspace_id = $2)",
            workspace,
            Workspace);
        return stranger;
    }

    // "/api/reply-templates/{id}" and "…/{replyTemplateId}" are rows of reply_templates.
    private async Task<string> TableAsync(string literal, string parameter)
    {
        string[] names = [literal.Replace('-', '_'), SnakePlural(parameter)];
        return await host.ScalarAsync<string>("""
            SELECT coalesce((
                SELECT format('%I.%I', table_schema, table_name) FROM information_schema.columns
                WHERE column_name = 'workspace_id' AND table_name = ANY ($1) ORDER BY array_position($1, table_name::text) LIMIT 1), '')
            """, (object)names) is { Length: > 0 } table
            ? table
            : throw new InvalidOperationException($"Tell {nameof(SeededObjects)} what {{{parameter}}} after '{literal}' stands for.");
    }

    private static string SnakePlural(string parameter)
    {
        var name = parameter.EndsWith("Id", StringComparison.Ordinal) ? parameter[..^2] : parameter;
        return string.Concat(name.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString())) + "s";
    }
}
