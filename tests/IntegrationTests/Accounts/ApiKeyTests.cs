using System.Net;
using System.Text.Json;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AccountsHost _host = null!;
    private string _owner = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        _host = await StartWithAdminAsync(_database);
        _owner = (await _host.TokensAsync()).AccessToken;
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Key_WhenMade_WorksAndIsShownOnce()
    {
        var made = await MakeAsync("read", "send");
        var key = made.GetProperty("key").GetString()!;

        var probe = await ReadAsync(await _host.SendAsync(HttpMethod.Get, "/probe", key));
        var listed = await (await _host.SendAsync(HttpMethod.Get, "/api/api-keys", _owner)).Content.ReadAsStringAsync();

        Assert.Equal(await _host.ScalarAsync<Guid>("SELECT id FROM accounts.workspaces"), probe.GetProperty("workspaceId").GetGuid());
        Assert.Equal("Agent", probe.GetProperty("role").GetString());
        Assert.Equal(JsonValueKind.Null, probe.GetProperty("userId").ValueKind);
        Assert.False(probe.GetProperty("isAdmin").GetBoolean());
        Assert.DoesNotContain(key[^43..], listed, StringComparison.Ordinal);
        Assert.Contains(made.GetProperty("apiKey").GetProperty("prefix").GetString()!, listed, StringComparison.Ordinal);
        Assert.False(await _host.ScalarAsync<bool>($"SELECT bool_or(k::text LIKE '%{key[^43..]}%') FROM accounts.api_keys AS k"));
        Assert.DoesNotContain(key[^43..], _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WhenAnythingOfItIsWrong_IsRefusedEverywhere()
    {
        var key = (await MakeAsync("read")).GetProperty("key").GetString()!;
        string[] wrong = [key[..^1], key + "A", key[..^1] + (key[^1] == 'A' ? 'Q' : 'A'), "smsp_", $"smsp_{Guid.NewGuid():N}_{key[^43..]}"];

        foreach (var each in wrong)
        {
            var closed = await _host.SendAsync(HttpMethod.Get, "/probe", each);
            var open = await _host.SendAsync(HttpMethod.Get, "/open", each);

            Assert.Equal((HttpStatusCode.Unauthorized, "auth.key_invalid"), (closed.StatusCode, await CodeAsync(closed)));
            Assert.Equal(HttpStatusCode.Unauthorized, open.StatusCode);
        }
    }

    [Fact]
    public async Task Key_WhenRevokedOrExpired_IsRefusedAtOnce()
    {
        var revoked = await MakeAsync("read");
        var expiring = await MakeAsync(_host.Clock.GetUtcNow().AddMinutes(5), "read");
        var (first, second) = (revoked.GetProperty("key").GetString(), expiring.GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", second)).StatusCode);

        var id = revoked.GetProperty("apiKey").GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Delete, $"/api/api-keys/{id}", _owner)).StatusCode);
        var afterRevocation = await _host.SendAsync(HttpMethod.Get, "/probe", first);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        var afterExpiry = await _host.SendAsync(HttpMethod.Get, "/probe", second);

        Assert.Equal("auth.key_invalid", await CodeAsync(afterRevocation));
        Assert.Equal("auth.key_invalid", await CodeAsync(afterExpiry));
        Assert.Equal("api_key.not_found", await CodeAsync(await _host.SendAsync(HttpMethod.Delete, $"/api/api-keys/{id}", _owner)));
    }

    [Fact]
    public async Task Key_WhenUsedOften_NotesItOnceAMinute()
    {
        var key = (await MakeAsync("read")).GetProperty("key").GetString();
        Assert.True(await _host.ScalarAsync<bool>("SELECT last_used_at IS NULL FROM accounts.api_keys"));

        await _host.SendAsync(HttpMethod.Get, "/probe", key);
        var first = await _host.ScalarAsync<DateTime>("SELECT last_used_at FROM accounts.api_keys");
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        await _host.SendAsync(HttpMethod.Get, "/probe", key);
        var second = await _host.ScalarAsync<DateTime>("SELECT last_used_at FROM accounts.api_keys");
        _host.Clock.Advance(TimeSpan.FromSeconds(31));
        await _host.SendAsync(HttpMethod.Get, "/probe", key);
        var third = await _host.ScalarAsync<DateTime>("SELECT last_used_at FROM accounts.api_keys");

        Assert.Equal(first, second);
        Assert.True(third > second);
    }

    [Fact]
    public async Task Key_WhateverItsScopes_ManagesNoAccounts()
    {
        var key = (await MakeAsync("read", "send", "manage")).GetProperty("key").GetString();
        var user = await _host.ScalarAsync<Guid>("SELECT id FROM accounts.users");
        (HttpMethod Method, string Path, object? Body)[] calls =
        [
            (HttpMethod.Get, "/api/auth/me", null),
            (HttpMethod.Get, "/api/auth/sessions", null),
            (HttpMethod.Post, "/api/auth/password", new { currentPassword = Password, newPassword = "something else entirely" }),
            (HttpMethod.Post, "/api/auth/two-factor", null),
            (HttpMethod.Get, "/api/workspaces", null),
            (HttpMethod.Post, "/api/workspaces", new { name = "Mine" }),
            (HttpMethod.Get, "/api/members", null),
            (HttpMethod.Delete, $"/api/members/{user}", null),
            (HttpMethod.Post, "/api/members/invitations", new { email = "x@example.com" }),
            (HttpMethod.Get, "/api/api-keys", null),
            (HttpMethod.Post, "/api/api-keys", new { name = "More", scopes = new[] { "read" } }),
        ];

        foreach (var (method, path, body) in calls)
        {
            Assert.Equal("auth.not_for_keys", await CodeAsync(await _host.SendJsonAsync(method, path, key, body)));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync(HttpMethod.Get, "/admins", key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Post, "/api/auth/logout", key)).StatusCode);
    }

    [Fact]
    public async Task Key_NamesNoOtherWorkspace()
    {
        var key = (await MakeAsync("read")).GetProperty("key").GetString();
        var made = await ReadAsync(await _host.SendJsonAsync(HttpMethod.Post, "/api/workspaces", _owner, new { name = "Second" }));

        var other = await _host.SendJsonAsync(HttpMethod.Get, "/probe", key, workspace: made.GetProperty("id").GetGuid());

        Assert.Equal("workspace.not_found", await CodeAsync(other));
    }

    [Fact]
    public async Task Keys_WhenOneAddressGuesses_AreNotLookedAtButTheKnownOneIs()
    {
        var key = (await MakeAsync("read")).GetProperty("key").GetString();
        var unused = (await MakeAsync("read")).GetProperty("key").GetString();
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", key)).StatusCode);
        for (var i = 0; i < ApiKeyThrottle.FailureLimit; i++)
        {
            await _host.SendAsync(HttpMethod.Get, "/probe", $"smsp_guess{i}");
        }

        var guess = await _host.SendAsync(HttpMethod.Get, "/probe", unused);
        var known = await _host.SendAsync(HttpMethod.Get, "/probe", key);
        _host.Clock.Advance(ApiKeyThrottle.Window);
        var later = await _host.SendAsync(HttpMethod.Get, "/probe", unused);

        Assert.Equal(HttpStatusCode.TooManyRequests, guess.StatusCode);
        Assert.NotNull(guess.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"x","scopes":[]}""", "api_key.scopes_invalid")]
    [InlineData("""{"name":"x","scopes":["admin"]}""", "api_key.scopes_invalid")]
    [InlineData("""{"name":"x","scopes":["7"]}""", "api_key.scopes_invalid")]
    [InlineData("""{"name":"","scopes":["read"]}""", "api_key.name_invalid")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresAt":"2001-01-01T00:00:00Z"}""", "api_key.expiry_invalid")]
    [InlineData("""{"name":"x","scopes":["read"],"chatbotId":"019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b"}""", "chatbot.not_found")]
    [InlineData("""{"name":"x","scopes":["read"],"chatbotId":"nonsense"}""", "request.malformed")]
    public async Task Make_WhenInputIsBad_SaysWhy(string body, string code)
    {
        var response = await _host.SendJsonAsync(HttpMethod.Post, "/api/api-keys", _owner, JsonDocument.Parse(body).RootElement);

        Assert.Equal(code, await CodeAsync(response));
        Assert.Equal(0, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.api_keys"));
    }

    private Task<JsonElement> MakeAsync(params string[] scopes) => MakeAsync(null, scopes);

    private async Task<JsonElement> MakeAsync(DateTimeOffset? expiresAt, params string[] scopes) =>
        await ReadAsync(await _host.SendJsonAsync(HttpMethod.Post, "/api/api-keys", _owner, new { name = "Test", scopes, expiresAt }));
}
