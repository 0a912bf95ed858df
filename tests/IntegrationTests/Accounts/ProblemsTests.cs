using System.Net;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class ProblemsTests : IAsyncLifetime
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

    [Fact]
    public async Task Exception_WhenUnexpected_TellsNothingOfTheInside()
    {
        var response = await _host.SendAsync(HttpMethod.Get, "/bug");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("internal_error", await CodeAsync(response));
        Assert.DoesNotContain("canary", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nothing/here", 404, "not_found")]
    [InlineData("POST", "/nothing/here", 404, "not_found")]
    [InlineData("DELETE", "/api/auth/login", 405, "request.method_not_allowed")]
    [InlineData("GET", "/probe", 401, "auth.not_signed_in")]
    public async Task Status_WhenNoEndpointAnswers_IsAProblemWithACode(string method, string path, int status, string code)
    {
        var response = await _host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, await CodeAsync(response));
    }

    [Fact]
    public async Task Database_WhenAway_IsUnavailableAndRecovers()
    {
        var tokens = await _host.TokensAsync();
        var name = await _host.ScalarAsync<string>("SELECT current_database()");
        var cluster = await TestCluster.SharedAsync();

        await cluster.ExecuteAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
        await cluster.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        var away = await _host.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken);
        await cluster.ExecuteAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");
        var back = await _host.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal("unavailable", await CodeAsync(away));
        Assert.NotNull(away.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }
}
