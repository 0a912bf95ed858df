using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>
/// Every field of every type, for everybody, made from the schema itself: what comes of it is in Authorization.approved.txt, so a new
/// field fails until somebody has looked at who may have it.
/// </summary>
/// <remarks>To accept a change: <c>ACCEPT_SNAPSHOTS=1 dotnet test tests/IntegrationTests --filter Matrix</c>, and read the diff.</remarks>
public sealed class AuthorizationTests(AuthorizationTests.Host host) : IClassFixture<AuthorizationTests.Host>
{
    [Fact]
    public async Task EveryField_ForEveryRole_IsAsApproved()
    {
        var scene = await SceneAsync();
        var table = new Table([.. scene.Roles.Select(role => role.Name)]);

        await Task.WhenAll(scene.Roles.Select(role => ReadAsync(scene, role, table)));
        await SubscribeAsync(scene, table);
        var before = await RowsAsync(scene);
        foreach (var role in scene.Roles.OrderByDescending(role => role.IsOutside))
        {
            await MutateAsync(scene, role, table);
            if (role.IsOutside)
            {
                Assert.Equal(before, await RowsAsync(scene));
            }
        }

        foreach (var type in scene.Schema.Objects.Where(type => type.Name is not ("Mutation" or "Subscription") && scene.Ways.All(way => way.Type != type)))
        {
            table.Note($"{type.Name} {{ {string.Join(' ', type.Fields.Select(field => field.Name))} }}");
        }

        scene.Dispose();
        await Approved.MatchAsync(table.ToString(), "Authorization.approved.txt");
    }

    // But for the media, which the platform goes on trying to fetch.
    private static async Task<List<string>> RowsAsync(Scene scene) =>
        [.. (await scene.Seeded.RowsAsync()).Where(row => !row.StartsWith("messaging.media ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task ReadAsync(Scene scene, Role role, Table table)
    {
        foreach (var way in scene.Ways)
        {
            var whole = await AskAsync(scene, role, way.DocumentOf(scene.Schema, scene.Real, way.Type.Fields));
            foreach (var field in way.Type.Fields)
            {
                // An error may take its neighbours along, so then each is asked for alone.
                var answer = whole.Code() is null ? whole : await AskAsync(scene, role, way.DocumentOf(scene.Schema, scene.Real, [field]));
                table.Set(way.Type.Name, field.Name, role.Name, Table.Outcome(answer, [.. way.Steps, field.Name], scene.Schema[field.Type.Name].IsLeaf));
            }
        }

        foreach (var node in scene.Schema.Objects.Where(type => type.Interfaces.Contains("Node")))
        {
            var answer = await AskAsync(scene, role, $"{{ node(id: \"{scene.Ids[node.Name]}\") {{ __typename id }} }}");
            table.Set("node(id:)", node.Name, role.Name, Table.Outcome(answer, ["node"]));
            answer = await AskAsync(scene, role, $"{{ nodes(ids: [\"{scene.Ids[node.Name]}\"]) {{ __typename id }} }}");
            table.Set("nodes(ids:)", node.Name, role.Name, Table.Outcome(answer, ["nodes"]));
        }
    }

    private static async Task MutateAsync(Scene scene, Role role, Table table)
    {
        const string errors = "errors { __typename ... on NotAllowedError { code } }";
        foreach (var field in scene.Schema["Mutation"].Fields)
        {
            var document = $"mutation {{ {field.Name}{scene.ValuesFor(role).ArgumentsOf(field)} {{ {errors} }} }}";
            var answer = await AskAsync(scene, role, document);
            var outcome = answer.Code() is { } code ? Table.Named(code)
                : answer.At($"data.{field.Name}.errors") is { ValueKind: JsonValueKind.Array } failed ? Outcome(failed[0], role)
                : Table.Yes;
            table.Set("Mutation", field.Name, role.Name, outcome);
        }
    }

    // Allowed is also who is told that the input is wrong.
    private static string Outcome(JsonElement error, Role role) => error.Text("__typename") switch
    {
        "NotAllowedError" => Table.Named(error.Text("code")),
        "NotFoundError" when role.IsOutside => Table.Null,
        _ => Table.Yes,
    };

    private async Task SubscribeAsync(Scene scene, Table table)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var open = new List<(Role Role, string Field, EventStream Stream, Task<string> First)>();
        foreach (var role in scene.Roles)
        {
            foreach (var field in scene.Schema["Subscription"].Fields)
            {
                var document = $"subscription {{ {field.Name}{scene.Real.ArgumentsOf(field)} {{ __typename }} }}";
                var stream = await EventStream.OpenAsync(role.Client, document, null, patience.Token);
                open.Add((role, field.Name, stream, FirstAsync(stream, field.Name, patience.Token)));
            }
        }

        await host.Sandbox.TextAsync(SignedWebhooks.NewPhone(), SeededObjects.Canary);
        foreach (var (role, field, stream, first) in open)
        {
            var soon = role.IsOutside ? Task.Delay(TimeSpan.FromSeconds(1), patience.Token) : first;
            await Task.WhenAny(first, soon);
            table.Set("Subscription", field, role.Name, first.IsCompleted ? await first : Table.Null);
        }

        await patience.CancelAsync();
        foreach (var (_, _, stream, first) in open)
        {
            await first.ContinueWith(_ => { }, TaskScheduler.Default);
            await stream.DisposeAsync();
        }
    }

    private static async Task<string> FirstAsync(EventStream stream, string field, CancellationToken cancellationToken)
    {
        await foreach (var result in stream.ReadAsync(cancellationToken))
        {
            return Table.Outcome(result, [field]);
        }

        return "ended";
    }

    private static async Task<JsonElement> AskAsync(Scene scene, Role role, string document)
    {
        var answer = await role.Client.GraphQLAsync(document);
        if (role.IsOutside)
        {
            var text = answer.ToString();
            var told = scene.Secrets.FirstOrDefault(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.True(told is null, $"{role.Name} was told {told} by {document}: {text}");
        }

        return answer;
    }

    private async Task<Scene> SceneAsync()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        await SeedRareAsync();
        var ids = await SchemaIds.OfAsync(host);
        var secrets = await seeded.SecretsAsync();
        var other = await host.Admin.DataAsync("mutation { createChatbot(input: { name: \"Other\" }) { chatbot { id } } }");
        var otherChatbot = new Guid(Convert.FromBase64String(other.Text("createChatbot.chatbot.id")!).AsSpan("Chatbot:".Length));
        var schema = await SchemaModel.OfAsync(host.Admin);
        var real = new Values(schema, ids, isTrifling: false);
        var missing = ids.Keys.ToDictionary(type => type, type => type == "Chatbot" ? ids[type] : GraphQLCalls.GlobalId(type, Guid.NewGuid()));
        return new Scene(
            seeded,
            schema,
            Way.From(schema, real),
            ids,
            real,
            new Values(schema, missing, isTrifling: true),
            [.. secrets.SelectMany(secret => Guid.TryParse(secret, out var id) ? ids.Keys.Select(type => GraphQLCalls.GlobalId(type, id)).Append(secret) : [secret])],
            await Roles.SignInAsync(host, seeded, otherChatbot));
    }

    /// <summary>What not every workspace has.</summary>
    private async Task SeedRareAsync()
    {
        using var rejected = await host.PostAsync(SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "forged"), signature: "forged");
        await host.Sandbox.TextAsync(SignedWebhooks.NewPhone(), "STOP");
        using var picture = await host.PostAsync(new Dictionary<string, string>(SignedWebhooks.Sms(SignedWebhooks.NewPhone(), SeededObjects.Canary))
        {
            ["NumMedia"] = "1",
            ["MediaUrl0"] = new Uri(host.Sandbox.BaseAddress, "media").ToString(),
            ["MediaContentType0"] = "image/png",
        });
        picture.EnsureSuccessStatusCode();
        await host.ExecuteAsync("""
            UPDATE automation.reply_templates SET quick_replies = '[{"label": "Yes", "text": "Yes"}]';
            UPDATE messaging.messages SET error_code = '30003', error_message = 'Unreachable' WHERE direction = 'outbound';
            UPDATE messaging.contacts SET display_name = 'Canary'
            """);
        var chatbot = GraphQLCalls.GlobalId("Chatbot", await host.ScalarAsync<Guid>("SELECT id FROM chatbots.chatbots ORDER BY id LIMIT 1"));
        var changed = await host.Admin.DataAsync(
            """
            mutation ($id: ID!) {
              updateChatbot(input: {
                id: $id, handoffWords: ["person"]
                businessHours: { timeZone: "Europe/Berlin", openings: [{ day: MONDAY, from: "09:00", to: "17:00" }] }
              }) { errors { __typename } }
            }
            """,
            new { id = chatbot });
        Assert.Equal(JsonValueKind.Null, changed.At("updateChatbot.errors").ValueKind);
        await host.ExecuteAsync("UPDATE automation.keyword_rules SET hours = (SELECT business_hours FROM chatbots.chatbots WHERE business_hours IS NOT NULL LIMIT 1)");
        await host.WaitForAsync(
            "consent, media and the rejection are stored",
            """
            SELECT EXISTS (SELECT FROM operations.job_runs WHERE job = 'retry-due-replies') AND EXISTS (SELECT FROM messaging.consent_entries) AND EXISTS (SELECT FROM messaging.media)
                AND EXISTS (SELECT FROM channels.webhook_rejections WHERE workspace_id IS NOT NULL)
                AND NOT EXISTS (
                    SELECT FROM messaging.conversation_activity
                    WHERE answer_due_at IS NOT NULL OR answer_lease_until IS NOT NULL
                        OR delivery_due_at IS NOT NULL OR delivery_lease_until IS NOT NULL)
            """,
            []);
    }

    private sealed record Scene(
        SeededObjects Seeded,
        SchemaModel Schema,
        IReadOnlyList<Way> Ways,
        IReadOnlyDictionary<string, string> Ids,
        Values Real,
        Values Trifling,
        IReadOnlyList<string> Secrets,
        IReadOnlyList<Role> Roles) : IDisposable
    {
        // Whoever may do nothing by them does not change what is there; whoever may is given what is not there.
        public Values ValuesFor(Role role) => role.IsOutside ? Real : role.Name == "agent" ? new Values(Schema, Ids, isTrifling: true) : Trifling;

        public void Dispose()
        {
            foreach (var role in Roles.Skip(1))
            {
                role.Dispose();
            }
        }
    }

    /// <summary>One that lets everybody ask as much as they like.</summary>
    public sealed class Host : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder) => builder.UseSetting("GraphQL:CostPerSecond", "0");
    }
}
