using System.Net;
using Npgsql;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

/// <summary>The caller's own password, and where they are signed in.</summary>
public sealed class PasswordTests : IAsyncLifetime
{
    private const string NewPassword = "four other unrelated words";

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

    [Fact]
    public async Task Change_WhenRight_EndsAllOtherSessionsAtOnce()
    {
        var other = await _host.TokensAsync();
        var here = await _host.TokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", other.AccessToken)).StatusCode);

        var changed = await ChangeAsync(here.AccessToken, Password, NewPassword);

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", here.AccessToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.RefreshAsync(here.RefreshToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", other.AccessToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(other.RefreshToken)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.LogInAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInAsync(password: NewPassword)).StatusCode);
    }

    [Fact]
    public async Task Change_WhileItIsBeingStored_DoesNotSignOutWhoMakesIt()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        await using var connection = await _host.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT id FROM accounts.sessions FOR UPDATE", connection, held))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var change = ChangeAsync(here, Password, NewPassword);
        await ClusterDirectory.UntilAsync(() => _host.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"));
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        var meanwhile = await _host.SendAsync(HttpMethod.Get, "/probe", here);
        await held.RollbackAsync();

        Assert.Equal(HttpStatusCode.OK, meanwhile.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await change).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInAsync(password: NewPassword)).StatusCode);
    }

    [Theory]
    [InlineData("not my password", NewPassword, "password.wrong")]
    [InlineData(Password, "short", "password.too_short")]
    [InlineData(Password, "adaadaadaada", "password.too_common")]
    [InlineData(Password, "", "password.invalid")]
    public async Task Change_WhenRefused_ChangesNothing(string current, string wanted, string code)
    {
        var token = (await _host.TokensAsync()).AccessToken;

        var refused = await ChangeAsync(token, current, wanted);

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInAsync()).StatusCode);
    }

    [Fact]
    public async Task Change_WhenGuessed_IsThrottledAsSigningInIs()
    {
        var token = (await _host.TokensAsync()).AccessToken;
        for (var attempt = 0; attempt < SignInThrottle.PairLimit; attempt++)
        {
            await ChangeAsync(token, $"guess {attempt}", NewPassword);
        }

        Assert.Equal("auth.too_many_attempts", await CodeAsync(await ChangeAsync(token, Password, NewPassword)));
    }

    [Fact]
    public async Task Sessions_AreListedAndEndedOneByOneOrAllButThis()
    {
        var first = (await _host.TokensAsync()).AccessToken;
        var second = (await _host.TokensAsync()).AccessToken;
        var here = (await _host.TokensAsync()).AccessToken;

        var sessions = (await ReadAsync(await _host.SendAsync(HttpMethod.Get, "/api/auth/sessions", here))).GetProperty("sessions").EnumerateArray().ToList();
        var oldest = sessions.MinBy(session => session.GetProperty("createdAt").GetDateTimeOffset()).GetProperty("id").GetGuid();
        var one = await _host.SendAsync(HttpMethod.Delete, $"/api/auth/sessions/{oldest}", here);
        var unknown = await _host.SendAsync(HttpMethod.Delete, $"/api/auth/sessions/{Guid.NewGuid()}", here);
        var afterOne = await _host.SendAsync(HttpMethod.Get, "/probe", second);
        var all = await ReadAsync(await _host.SendAsync(HttpMethod.Delete, "/api/auth/sessions", here));

        Assert.Equal(3, sessions.Count);
        Assert.Single(sessions, session => session.GetProperty("isCurrent").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, one.StatusCode);
        Assert.Equal("session.not_found", await CodeAsync(unknown));
        Assert.Equal(HttpStatusCode.OK, afterOne.StatusCode);
        Assert.Equal(1, all.GetProperty("sessions").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", first)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", second)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", here)).StatusCode);
    }

    private Task<HttpResponseMessage> ChangeAsync(string token, string currentPassword, string newPassword) =>
        _host.SendJsonAsync(HttpMethod.Post, "/api/auth/password", token, new { currentPassword, newPassword });
}
