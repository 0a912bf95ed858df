using System.Net.Http.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>Keys are known for a week, and then forgotten.</summary>
public sealed class IdempotencyKeyTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Forget_OfKeysOlderThanAWeek_FreesThemAndNoOthers()
    {
        var (old, young) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());
        using (var early = await SignInAsync())
        {
            await SendAsync(early, old, "old");
        }

        await host.ExecuteAsync("""
            INSERT INTO messaging.idempotency_keys (workspace_id, principal, key, request_hash, message_ids, created_at)
            SELECT workspace_id, principal, 'old ' || n, request_hash, message_ids, created_at
            FROM messaging.idempotency_keys CROSS JOIN generate_series(1, 2500) AS n WHERE key = 'old'
            """);
        host.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        using var admin = await SignInAsync();
        await SendAsync(admin, young, "young");
        await ForgetAsync();
        var before = await KeysAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        await ForgetAsync();

        Assert.Equal((2502L, 1L), (before, await KeysAsync()));
        await SendAsync(admin, old, "old");
        await SendAsync(admin, young, "young");
        Assert.Equal((2L, 1L), (await CountAsync(old), await CountAsync(young)));
    }

    [Fact]
    public async Task Send_WithAKeyThatIsForgottenAtThisMoment_IsQueued()
    {
        var phone = SignedWebhooks.NewPhone();
        using var admin = await SignInAsync();
        await SendAsync(admin, phone, "raced");
        await host.ExecuteAsync("UPDATE messaging.idempotency_keys SET created_at = '2020-01-01' WHERE key = 'raced'");

        // Between the statement that finds the key taken and the one that asks by what.
        await host.ExecuteAsync("""
            CREATE FUNCTION messaging.forget() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                DELETE FROM messaging.idempotency_keys WHERE created_at < '2021-01-01';
                RETURN NULL;
            END $$;
            CREATE TRIGGER forget AFTER INSERT ON messaging.idempotency_keys FOR EACH STATEMENT EXECUTE FUNCTION messaging.forget()
            """);
        try
        {
            await SendAsync(admin, phone, "raced");
        }
        finally
        {
            await host.ExecuteAsync("DROP TRIGGER forget ON messaging.idempotency_keys");
        }

        Assert.Equal(2L, await CountAsync(phone));
        Assert.Equal(1L, await host.ScalarAsync<long>("SELECT count(*) FROM messaging.idempotency_keys WHERE key = 'raced'"));
    }

    // Sessions are not that long.
    private Task<HttpClient> SignInAsync() => host.SignInAsync("admin@example.com", "correct horse battery staple");

    private static async Task SendAsync(HttpClient admin, string phone, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/twilio/sms/send") { Content = JsonContent.Create(new { to = phone, body = "news" }) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await admin.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
    }

    private async Task ForgetAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetOldChanges())).IsSuccess);
    }

    private Task<long> KeysAsync() => host.ScalarAsync<long>("SELECT count(*) FROM messaging.idempotency_keys WHERE key LIKE 'old%' OR key = 'young'");

    private Task<long> CountAsync(string phone) => host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1""", phone);
}
