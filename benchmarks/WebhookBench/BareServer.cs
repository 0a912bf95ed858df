using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.WebhookBench;

/// <summary>
/// What the platform is measured against: minimal-API endpoints that check the signature and insert one row into a table of their own,
/// <c>/plain</c> in a transaction of its own, <c>/grouped</c> sharing one with the requests that wait beside it.
/// </summary>
internal static class BareServer
{
    public const string Plain = "/plain";
    public const string Grouped = "/grouped";

    private const string Response = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    private const string Table = """
        CREATE TABLE messages (
            id uuid PRIMARY KEY,
            message_sid text NOT NULL UNIQUE,
            account_sid text NOT NULL,
            "from" text NOT NULL,
            "to" text NOT NULL,
            body text NOT NULL,
            created_at timestamptz NOT NULL)
        """;

    public static async Task<int> RunAsync(string connectionString)
    {
        var pool = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var database = NpgsqlDataSource.Create(pool.ConnectionString);
        await using (var create = database.CreateCommand(Table))
        {
            await create.ExecuteNonQueryAsync();
        }

        using var group = new GroupCommit<Sms, bool>((rows, stopping) => InsertAsync(database, rows, stopping));
        await group.StartAsync(CancellationToken.None);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost(Plain, (Delegate)((HttpContext context) => ReceiveAsync(context, sms => InsertAsync(database, sms))));
        app.MapPost(Grouped, (Delegate)((HttpContext context) =>
            ReceiveAsync(context, sms => group.TryAdd(sms, out var stored) ? stored : Task.FromResult(false))));
        await app.StartAsync();

        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        await group.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, Func<Sms, Task<bool>> store)
    {
        var form = await context.Request.ReadFormAsync();
        if (!IsSigned(context.Request, form))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var now = DateTime.UtcNow;
        var sms = new Sms(
            Guid.CreateVersion7(now), form["MessageSid"]!, form["AccountSid"]!, form["From"]!, form["To"]!, form["Body"]!, now);
        return await store(sms)
            ? Results.Text(Response, "text/xml; charset=utf-8")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static bool IsSigned(HttpRequest request, IFormCollection form)
    {
        var signed = new StringBuilder(1024).Append(request.Scheme).Append("://").Append(request.Host.Value).Append(request.Path.Value);
        foreach (var (name, value) in form.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

        // Twilio signs with it.
#pragma warning disable CA5350
        var expected = HMACSHA1.HashData(Webhooks.Key, Encoding.UTF8.GetBytes(signed.ToString()));
#pragma warning restore CA5350
        Span<byte> given = stackalloc byte[32];
        return Convert.TryFromBase64String(request.Headers[Webhooks.SignatureHeader].ToString(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(given[..length], expected);
    }

    private static async Task<bool> InsertAsync(NpgsqlDataSource database, Sms sms)
    {
        await using var insert = database.CreateCommand("""
            INSERT INTO messages (id, message_sid, account_sid, "from", "to", body, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (message_sid) DO NOTHING
            """);
        insert.Add(sms.Id).Add(sms.MessageSid).Add(sms.AccountSid).Add(sms.From).Add(sms.To).Add(sms.Body).Add(sms.CreatedAt);
        await insert.ExecuteNonQueryAsync();
        return true;
    }

    private static async Task<IReadOnlyList<bool>> InsertAsync(NpgsqlDataSource database, IReadOnlyList<Sms> rows, CancellationToken stopping)
    {
        await using var insert = database.CreateCommand("""
            INSERT INTO messages (id, message_sid, account_sid, "from", "to", body, created_at)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (message_sid) DO NOTHING
            """);
        insert.Add(rows.Select(sms => sms.Id).ToArray())
            .Add(rows.Select(sms => sms.MessageSid).ToArray())
            .Add(rows.Select(sms => sms.AccountSid).ToArray())
            .Add(rows.Select(sms => sms.From).ToArray())
            .Add(rows.Select(sms => sms.To).ToArray())
            .Add(rows.Select(sms => sms.Body).ToArray())
            .Add(rows.Select(sms => sms.CreatedAt).ToArray());
        await insert.ExecuteNonQueryAsync(stopping);
        return [.. rows.Select(_ => true)];
    }

    private sealed record Sms(Guid Id, string MessageSid, string AccountSid, string From, string To, string Body, DateTime CreatedAt);
}
