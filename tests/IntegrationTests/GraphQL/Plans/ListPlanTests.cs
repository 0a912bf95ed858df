using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.IntegrationTests.GraphQL.Matrix;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL.Plans;

/// <summary>
/// Every list of the schema, under every filter and order that is allowed, first page and later ones: PostgreSQL reads no big table
/// from end to end. The requests are made from the schema, so a new filter is tried as soon as it is there.
/// </summary>
public sealed class ListPlanTests(ListPlanTests.Host host) : IClassFixture<ListPlanTests.Host>
{
    // What grows with the traffic, or with the years.
    private static readonly string[] BigTables =
    [
        "messages", "conversations", "conversation_activity", "contacts", "consent_entries", "integration_logs", "webhook_rejections", "job_runs",
        "answers", "delivery_attempts",
    ];

    [Fact]
    public async Task Lists_UnderEveryFilterAndOrder_ReadNoBigTableWhole()
    {
        var schema = await SchemaModel.OfAsync(host.Admin);
        var ids = await SchemaIds.OfAsync(host);
        var scans = new List<string>();
        var explained = new HashSet<string>();

        foreach (var document in Documents.Of(schema, ids))
        {
            JsonElement answer = default;
            var statements = await host.Statements.KeepAsync(async () => answer = await host.Admin.GraphQLAsync(document));
            if (answer.Code() is { } code)
            {
                // What no index serves is refused before anything runs.
                Assert.True(code is "filter.not_supported" && !statements.Any(IsOfList), $"{document}: {answer}");
                continue;
            }

            foreach (var statement in statements.Where(IsOfList))
            {
                explained.Add(statement.Sql);
                var plan = await host.ExplainAsync(statement);
                scans.AddRange(ScansIn(plan).Select(table => $"{table} in {document}\n{statement.Sql}"));
            }
        }

        Assert.True(scans.Count == 0, $"{scans.Count} scans:\n{string.Join("\n\n", scans.Take(20))}");
        Assert.InRange(explained.Count, 60, int.MaxValue);
    }

    [Fact]
    public async Task Lists_WhateverTheirSize_CostTheSameNumberOfCommands()
    {
        var schema = await SchemaModel.OfAsync(host.Admin);
        var ids = await SchemaIds.OfAsync(host);
        var wrong = new List<string>();
        var lists = 0;

        foreach (var document in Documents.WithChildren(schema, ids))
        {
            var few = await CountAsync(document(6));
            var many = await CountAsync(document(10));
            lists++;
            if (few != many)
            {
                wrong.Add($"{few} for 6, {many} for 10: {document(10)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(lists, 12, int.MaxValue);

        // Six hold one of each sort, so that ten ask nothing of a kind that six did not. The least of some: now and then a sign-in is looked up as well.
        async Task<int> CountAsync(string document)
        {
            var counts = new List<int>();
            for (var i = 0; i < 3; i++)
            {
                using var commands = new SqlCommands();
                counts.Add(await commands.CountAsync(() => host.Admin.DataAsync(document)));
            }

            return counts.Min();
        }
    }

    private static bool IsOfList(Statement statement) =>
        !statement.Sql.Contains("set_config", StringComparison.Ordinal)
        && BigTables.Any(table => statement.Sql.Contains(table, StringComparison.Ordinal));

    private static IEnumerable<string> ScansIn(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            return node.EnumerateArray().SelectMany(ScansIn);
        }

        if (node.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        IEnumerable<string> own = node.TryGetProperty("Node Type", out var type) && type.GetString() == "Seq Scan"
            && node.Text("Relation Name") is { } table && BigTables.Contains(table) ? [table] : [];
        return own.Concat(node.EnumerateObject().SelectMany(property => ScansIn(property.Value)));
    }

    /// <summary>One with many messages, and a long history of everything else.</summary>
    public sealed class Host : PlatformHost, IAsyncLifetime
    {
        private const int Messages = 40_000;
        private const int Conversations = 10_000;

        internal Statements Statements { get; } = new();

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await new SeededObjects(this).SeedAsync();
            using var rejected = await this.PostAsync(SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "forged"), signature: "forged");
            await Sandbox.TextAsync(SignedWebhooks.NewPhone(), "STOP");
            await WaitForAsync(
                "the rejection and the consent are there",
                "SELECT EXISTS (SELECT FROM channels.webhook_rejections) AND EXISTS (SELECT FROM messaging.consent_entries) AND EXISTS (SELECT FROM operations.job_runs)",
                []);
            await Seed.RunAsync(Database, Messages, Conversations);
            await MultiplyAsync("messaging.consent_entries", "'id', gen_random_uuid(), 'conversation_id', n.id", "messaging.conversations AS n");
            await MultiplyAsync("messaging.delivery_attempts", "'message_id', n.id", "messaging.messages AS n WHERE n.direction = 'outbound'");
            await MultiplyAsync("messaging.answers", "'id', gen_random_uuid(), 'message_id', n.id", "messaging.messages AS n WHERE n.direction = 'inbound'");
            foreach (var table in (string[])["channels.integration_logs", "channels.webhook_rejections", "operations.job_runs"])
            {
                await MultiplyAsync(table, "'id', gen_random_uuid()", "generate_series(1, 20000) AS n");
            }

            await ExecuteAsync("ANALYZE");
        }

        async Task IAsyncLifetime.DisposeAsync()
        {
            await DisposeAsync();
            Statements.Dispose();
        }

        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("GraphQL:CostPerSecond", "0");
            var connectionString = builder.GetSetting("ConnectionStrings:Database");
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(_ =>
            {
                var database = new NpgsqlDataSourceBuilder(connectionString);
                Statements.Watch(database);
                return database.Build();
            })));
        }

        internal async Task<JsonElement> ExplainAsync(Statement statement)
        {
            await using var command = Database.CreateCommand($"EXPLAIN (FORMAT JSON) {statement.Sql}");
            foreach (var parameter in statement.Parameters)
            {
                command.Parameters.Add(parameter.Clone());
            }

            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
            return plan.RootElement.Clone();
        }

        // Copies of a row that is there, with other keys.
        private Task MultiplyAsync(string table, string changes, string source) => ExecuteAsync($"""
            INSERT INTO {table}
            SELECT (jsonb_populate_record(NULL::{table}, (SELECT to_jsonb(t) FROM {table} AS t LIMIT 1) || jsonb_build_object({changes}))).*
            FROM {source}
            ON CONFLICT DO NOTHING
            """);
    }

    /// <summary>Requests for pages of every list.</summary>
    private static class Documents
    {
        private const string Known = "+15570000042";

        public static IEnumerable<string> Of(SchemaModel schema, IReadOnlyDictionary<string, string> ids)
        {
            var values = new Values(schema, ids, isTrifling: false);
            foreach (var way in Way.From(schema, values).Where(way => !IsPlumbing(way.Type)))
            {
                foreach (var list in way.Type.Fields.Where(field => field.Arguments.Any(argument => argument.Name == "first")))
                {
                    foreach (var arguments in ArgumentsOf(schema, list, values))
                    {
                        yield return $"{way.Opening}{list.Name}({arguments}) {{ nodes {{ {Selection(schema, list)} }} }}{way.Closing}";
                    }
                }
            }

            yield return "{ conversations(first: 50) { nodes { contact { displayName } messages(first: 20) { nodes { body } } } } }";
            yield return "{ messages(first: 50) { nodes { conversation { id } contact { id } attempts { number } response { id } answer { origin } } } }";
        }

        /// <summary>Each list with all that hangs on its objects, for a size of page.</summary>
        public static IEnumerable<Func<int, string>> WithChildren(SchemaModel schema, IReadOnlyDictionary<string, string> ids)
        {
            var values = new Values(schema, ids, isTrifling: false);
            foreach (var way in Way.From(schema, values).Where(way => !IsPlumbing(way.Type)))
            {
                foreach (var list in way.Type.Fields.Where(field => field.Arguments.Any(argument => argument.Name == "first")))
                {
                    var required = values.ArgumentsOf(list) is { Length: > 0 } text ? $", {text[1..^1]}" : "";
                    var children = string.Join(' ', NodeOf(schema, list).Fields
                        .Where(field => schema[field.Type.Name].Kind == "OBJECT")
                        .Select(field => field.Arguments.Any(argument => argument.Name == "first")
                            ? $"{field.Name}(first: 2) {{ nodes {{ __typename }} }}"
                            : $"{field.Name} {{ {Selection(schema[field.Type.Name], schema)} __typename }}"));
                    yield return size => $"{way.Opening}{list.Name}(first: {size}{required}) {{ nodes {{ {Selection(schema, list)} {children} }} }}{way.Closing}";
                }
            }
        }

        private static bool IsPlumbing(TypeModel type) => type.Name.EndsWith("Connection", StringComparison.Ordinal) || type.Name.EndsWith("Edge", StringComparison.Ordinal);

        private static TypeModel NodeOf(SchemaModel schema, FieldModel list) =>
            schema[schema[list.Type.Name].Fields.Single(field => field.Name == "nodes").Type.Name];

        private static string Selection(SchemaModel schema, FieldModel list) => Selection(NodeOf(schema, list), schema);

        private static string Selection(TypeModel node, SchemaModel schema) =>
            string.Join(' ', node.Fields.Where(field => schema[field.Type.Name].IsLeaf && field.Arguments.Count == 0).Select(field => field.Name));

        private static IEnumerable<string> ArgumentsOf(SchemaModel schema, FieldModel list, Values values)
        {
            var required = values.ArgumentsOf(list) is { Length: > 0 } text ? $", {text[1..^1]}" : "";
            foreach (var size in (string[])["first: 20", "last: 20"])
            {
                foreach (var order in OrdersOf(schema, list).Prepend(""))
                {
                    foreach (var filter in FiltersOf(schema, list).Concat(OthersOf(list, values)).Prepend(""))
                    {
                        yield return size + order + filter + required;
                    }
                }
            }
        }

        private static IEnumerable<string> OrdersOf(SchemaModel schema, FieldModel list) =>
            list.Arguments.SingleOrDefault(argument => argument.Name == "order") is not { } order ? []
                : schema[order.Type.Name].Inputs.SelectMany(key => (string[])[$", order: {{ {key.Name}: ASC }}", $", order: {{ {key.Name}: DESC }}"]);

        // What lists are narrowed by besides.
        private static IEnumerable<string> OthersOf(FieldModel list, Values values) => list.Arguments
            .Where(argument => !argument.IsRequired && argument.Type.Name is "ID" or "Boolean")
            .Select(argument => $", {argument.Name}: {values.Of(argument, list)}");

        private static IEnumerable<string> FiltersOf(SchemaModel schema, FieldModel list)
        {
            if (list.Arguments.SingleOrDefault(argument => argument.Name == "where") is not { } where)
            {
                return [];
            }

            var terms = schema[where.Type.Name].Inputs.Where(field => field.Name is not ("and" or "or"))
                .SelectMany(field => schema[field.Type.Name].Inputs.Where(operation => operation.Name is not ("and" or "or"))
                    .SelectMany(operation => ValuesOf(schema, operation).Select(value => $"{field.Name}: {{ {operation.Name}: {value} }}")))
                .ToList();
            return terms.Select(term => $", where: {{ {term} }}");
        }

        // One that there is, and one that there is not.
        private static IEnumerable<string> ValuesOf(SchemaModel schema, InputModel operation)
        {
            var type = schema[operation.Type.Name];
            IEnumerable<string> values = type.Kind == "ENUM" ? type.Values : type.Name switch
            {
                "String" => [$"\"{Known}\"", "\"+15550009999\""],
                "Boolean" => ["true", "false"],
                "DateTime" => ["\"2026-02-02T00:00:00Z\"", "\"2019-01-01T00:00:00Z\"", "\"2039-01-01T00:00:00Z\""],
                "ID" or "UUID" => [$"\"{Guid.Empty}\""],
                _ => ["1", "7"],
            };
            return operation.Type.IsList ? values.Take(3).Select(value => $"[{value}]") : values;
        }
    }
}
