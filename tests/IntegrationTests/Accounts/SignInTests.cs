using System.Net;
using System.Net.Http.Json;
using System.Text;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class SignInTests : IAsyncLifetime
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
    public async Task LogIn_WhenPasswordIsRight_GivesTokensThatNameTheCaller()
    {
        var tokens = await _host.TokensAsync();

        var probe = await ProbeAsync(tokens.AccessToken);

        Assert.Equal("Bearer", tokens.TokenType);
        Assert.Equal(3600, tokens.ExpiresIn);
        Assert.True(probe.IsAdmin);
        Assert.Equal("Owner", probe.Role);
        Assert.Equal(await _host.ScalarAsync<Guid>("SELECT id FROM accounts.users"), probe.UserId);
        Assert.Equal(await _host.ScalarAsync<Guid>("SELECT id FROM accounts.workspaces"), probe.WorkspaceId);
    }

    [Fact]
    public async Task LogIn_WhenEmailIsWrittenOtherwise_FindsTheAccount() =>
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInAsync(" ADA@Example.com ")).StatusCode);

    [Theory]
    [InlineData(Email, "not the password")]
    [InlineData("nobody@example.com", Password)]
    public async Task LogIn_WhenCredentialsAreWrong_AnswersTheSame(string email, string password)
    {
        var response = await _host.LogInAsync(email, password);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("auth.invalid_credentials", await CodeAsync(response));
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"email":null,"password":null}""", 400)]
    [InlineData("""{"email":"a\u0000@b","password":"x"}""", 400)]
    [InlineData("""{"email":"a@\ud800","password":"x"}""", 400)]
    [InlineData("""{"email":["a"],"password":"x"}""", 400)]
    [InlineData("""{"email":""", 400)]
    [InlineData("", 400)]
    public async Task LogIn_WhenBodyIsBad_IsAProblem(string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await _host.Http.PostAsync("/api/auth/login", content);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull(await CodeAsync(response));
    }

    [Fact]
    public async Task LogIn_WhenFieldsAreMissing_NamesEach()
    {
        var response = await _host.Http.PostAsJsonAsync("/api/auth/login", new { });

        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"field\":\"email\",\"code\":\"email.invalid\"", body, StringComparison.Ordinal);
        Assert.Contains("\"field\":\"password\",\"code\":\"password.invalid\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogIn_WhenBodyIsAForm_IsRefused()
    {
        using var form = new FormUrlEncodedContent([new("email", Email), new("password", Password)]);

        var response = await _host.Http.PostAsync("/api/auth/login?useCookies=true", form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("request.unsupported_media_type", await CodeAsync(response));
    }

    [Fact]
    public async Task LogIn_AfterFiveFailures_WaitsAndThenWorksAgain()
    {
        for (var attempt = 0; attempt < SignInThrottle.PairLimit; attempt++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _host.LogInAsync(password: "wrong")).StatusCode);
        }

        var refused = await _host.LogInAsync();
        _host.Clock.Advance(SignInThrottle.Window);
        var accepted = await _host.LogInAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("auth.too_many_attempts", await CodeAsync(refused));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(14), SignInThrottle.Window);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task LogIn_WhenAccountIsUnknown_IsThrottledAlike()
    {
        for (var attempt = 0; attempt < SignInThrottle.PairLimit; attempt++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _host.LogInAsync("nobody@example.com")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await _host.LogInAsync("nobody@example.com")).StatusCode);
    }

    [Fact]
    public async Task LogIn_WhenManyGuessAtOnce_LetsNoMoreThanTheLimitThrough()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => _host.LogInAsync(password: $"guess {number}")));

        Assert.Equal(SignInThrottle.PairLimit, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(30 - SignInThrottle.PairLimit, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task LogIn_WhenSuccessFollowsFailures_ForgetsThem()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 1; attempt < SignInThrottle.PairLimit; attempt++)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await _host.LogInAsync(password: "wrong")).StatusCode);
            }

            Assert.Equal(HttpStatusCode.OK, (await _host.LogInAsync()).StatusCode);
        }
    }

    [Fact]
    public async Task LogIn_WhenAnOperatorLockedTheAccount_IsRefusedAsWrongAndItsSessionsEnd()
    {
        var tokens = await _host.TokensAsync();

        await _host.ExecuteAsync("UPDATE accounts.users SET lockout_end = 'infinity', lockout_enabled = true");
        _host.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("auth.invalid_credentials", await CodeAsync(await _host.LogInAsync()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(tokens.RefreshToken)));
    }

    [Fact]
    public async Task Me_WhenSignedIn_ListsTheWorkspaces()
    {
        var tokens = await _host.TokensAsync();

        var body = await (await _host.SendAsync(HttpMethod.Get, "/api/auth/me", tokens.AccessToken)).Content.ReadAsStringAsync();

        Assert.Contains("\"email\":\"ada@example.com\",\"isAdmin\":true", body, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Default\",\"role\":\"Owner\"", body, StringComparison.Ordinal);
    }

    private async Task<Probe> ProbeAsync(string token)
    {
        var response = await _host.SendAsync(HttpMethod.Get, "/probe", token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Probe>())!;
    }
}
