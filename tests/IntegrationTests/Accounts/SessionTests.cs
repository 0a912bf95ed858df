using System.Net;
using System.Net.Http.Json;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class SessionTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AccountsHost _host = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        _host = await StartWithAdminAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("garbage")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Request_WhenTokenIsNoToken_IsAskedToSignIn(string? token)
    {
        var response = await _host.SendAsync(HttpMethod.Get, "/probe", token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("auth.not_signed_in", await CodeAsync(response));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Request_WhenRefreshTokenIsUsedForAccess_IsRefused()
    {
        var tokens = await _host.TokensAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(tokens.RefreshToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(tokens.AccessToken)));
    }

    [Fact]
    public async Task Request_WhenAccessTokenIsAnHourOld_IsRefused()
    {
        var tokens = await _host.TokensAsync();

        _host.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(tokens.AccessToken)).StatusCode);
    }

    [Fact]
    public async Task Request_WhenPasswordChanged_IsRefused()
    {
        var tokens = await _host.TokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(tokens.AccessToken)).StatusCode);

        await _host.ExecuteAsync("UPDATE accounts.users SET security_stamp = 'another'");
        _host.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(tokens.AccessToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(tokens.RefreshToken)));
    }

    [Fact]
    public async Task Request_WhenRoleIsTooLow_IsForbiddenWithoutARedirect()
    {
        var tokens = await _host.TokensAsync();
        var asAdmin = await _host.SendAsync(HttpMethod.Get, "/admins", tokens.AccessToken);

        await _host.ExecuteAsync("UPDATE accounts.users SET is_admin = false");
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        var asOwner = await _host.SendAsync(HttpMethod.Get, "/admins", tokens.AccessToken);

        Assert.Equal(HttpStatusCode.OK, asAdmin.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, asOwner.StatusCode);
        Assert.Equal("auth.not_allowed", await CodeAsync(asOwner));
    }

    [Fact]
    public async Task Refresh_WhenTokenIsGood_GivesTokensThatWorkAndProlongTheSession()
    {
        var first = await _host.TokensAsync();

        _host.Clock.Advance(Session.Lifetime - TimeSpan.FromMinutes(1));
        var second = await ReadTokensAsync(await _host.RefreshAsync(first.RefreshToken));
        _host.Clock.Advance(Session.Lifetime - TimeSpan.FromMinutes(1));
        var third = await ReadTokensAsync(await _host.RefreshAsync(second.RefreshToken));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(third.AccessToken)).StatusCode);
        Assert.Equal(1, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.sessions"));
    }

    [Fact]
    public async Task Refresh_WhenTokenHasExpired_IsRefused()
    {
        var tokens = await _host.TokensAsync();

        _host.Clock.Advance(Session.Lifetime);

        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(tokens.RefreshToken)));
    }

    [Fact]
    public async Task Refresh_WhenSentAgainSoon_WorksForBoth()
    {
        var tokens = await _host.TokensAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _host.RefreshAsync(tokens.RefreshToken)));

        foreach (var answer in answers)
        {
            var renewed = await ReadTokensAsync(answer);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(renewed.AccessToken)).StatusCode);
        }

        Assert.Equal(1, await _host.ScalarAsync<int>("SELECT generation FROM accounts.sessions"));
    }

    [Fact]
    public async Task Refresh_WhenAnOldTokenComesBackLater_EndsTheSession()
    {
        var stolen = await _host.TokensAsync();
        var renewed = await ReadTokensAsync(await _host.RefreshAsync(stolen.RefreshToken));

        _host.Clock.Advance(RenewSessionHandler.Grace);
        var replay = await _host.RefreshAsync(stolen.RefreshToken);

        Assert.Equal("auth.session_over", await CodeAsync(replay));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(renewed.AccessToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(renewed.RefreshToken)));
    }

    [Fact]
    public async Task LogOut_WhenSignedIn_EndsThisSessionAtOnceAndNoOther()
    {
        var here = await _host.TokensAsync();
        var elsewhere = await _host.TokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(here.AccessToken)).StatusCode);

        var logOut = await _host.SendAsync(HttpMethod.Post, "/api/auth/logout", here.AccessToken);

        Assert.Equal(HttpStatusCode.NoContent, logOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(here.AccessToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(here.RefreshToken)));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(elsewhere.AccessToken)).StatusCode);
    }

    [Fact]
    public async Task LogOut_WhenNotSignedIn_IsRefused() =>
        Assert.Equal("auth.not_signed_in", await CodeAsync(await _host.SendAsync(HttpMethod.Post, "/api/auth/logout")));

    [Fact]
    public async Task Cookie_WhenSignedIn_WorksUntilLogOut()
    {
        var cookie = await CookieAsync();
        var probe = await _host.SendAsync(HttpMethod.Get, "/probe", null, ("Cookie", cookie));

        var logOut = await _host.SendAsync(HttpMethod.Post, "/api/auth/logout", null, ("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"));
        var afterwards = await _host.SendAsync(HttpMethod.Get, "/probe", null, ("Cookie", cookie));
        var open = await _host.SendAsync(HttpMethod.Get, "/open", null, ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, logOut.StatusCode);
        Assert.StartsWith("smsplatform=; expires=Thu, 01 Jan 1970", logOut.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal("auth.not_signed_in", await CodeAsync(afterwards));
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task Cookie_WhenSet_IsKeptFromScriptsAndOtherSites()
    {
        var response = await _host.LogInAsync(query: "?useCookies=true");

        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("; samesite=strict; httponly", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site", false)]
    [InlineData("POST", "Sec-Fetch-Site", "same-site", false)]
    [InlineData("POST", "Sec-Fetch-Site", "same-origin", true)]
    [InlineData("POST", "Origin", "http://evil.example", false)]
    [InlineData("POST", "Origin", "null", false)]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site", true)]
    public async Task Cookie_WhenAnotherSiteSendsIt_ChangesNothing(string method, string header, string value, bool isAllowed)
    {
        var cookie = await CookieAsync();

        var response = await _host.SendAsync(new HttpMethod(method), "/probe", null, ("Cookie", cookie), (header, value));

        Assert.Equal(isAllowed, response.IsSuccessStatusCode);
        if (!isAllowed)
        {
            Assert.Equal("auth.cross_site", await CodeAsync(response));
        }
    }

    [Fact]
    public async Task Workspace_WhenChosenByHeader_DecidesTheRole()
    {
        var tokens = await _host.TokensAsync();
        var (second, stranger) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await _host.ExecuteAsync($"""
            INSERT INTO accounts.workspaces (id, name, created_at) VALUES ('{second}', 'Second', now()), ('{stranger}', 'Others', now());
            INSERT INTO accounts.members (workspace_id, user_id, role, created_at) SELECT '{second}', id, 'agent', now() + interval '1 minute' FROM accounts.users;
            """);
        _host.Clock.Advance(TimeSpan.FromSeconds(2));

        var chosen = await _host.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken, ("X-Workspace-Id", second.ToString()));
        var foreign = await _host.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken, ("X-Workspace-Id", stranger.ToString()));
        var nonsense = await _host.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken, ("X-Workspace-Id", "1 or 1=1"));

        var probe = await chosen.Content.ReadFromJsonAsync<Probe>();
        Assert.Equal((second, "Agent"), (probe!.WorkspaceId, probe.Role));
        Assert.Equal("workspace.not_found", await CodeAsync(foreign));
        Assert.Equal("workspace.not_found", await CodeAsync(nonsense));
    }

    [Fact]
    public async Task Workspace_WhenMembershipEnds_IsNoLongerTheCallers()
    {
        var tokens = await _host.TokensAsync();

        await _host.ExecuteAsync("DELETE FROM accounts.members");
        _host.Clock.Advance(TimeSpan.FromSeconds(2));

        var probe = await (await GetAsync(tokens.AccessToken)).Content.ReadFromJsonAsync<Probe>();
        Assert.Null(probe!.WorkspaceId);
        Assert.Null(probe.Role);
        Assert.Equal("auth.not_allowed", await CodeAsync(await _host.SendAsync(HttpMethod.Get, "/api/auth/me", tokens.AccessToken)));
    }

    private Task<HttpResponseMessage> GetAsync(string token) => _host.SendAsync(HttpMethod.Get, "/probe", token);

    private async Task<string> CookieAsync()
    {
        var response = await _host.LogInAsync(query: "?useCookies=true");
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
