using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Infrastructure;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed partial class FirstAdminTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Start_WhenAdminIsSet_MakesThemOnceAndNeverTouchesThePasswordAgain()
    {
        await using (var first = await StartWithAdminAsync(_database))
        {
            Assert.DoesNotContain("setup", first.Output, StringComparison.Ordinal);
        }

        await using var second = await StartAsync(_database, null, ("Admin:Email", "Ada@Example.com"), ("Admin:Password", "another long password"));

        Assert.Equal(HttpStatusCode.OK, (await second.LogInAsync()).StatusCode);
        Assert.Equal(1, await second.ScalarAsync<long>("SELECT count(*) FROM accounts.users WHERE is_admin"));
        Assert.Equal(1, await second.ScalarAsync<long>("SELECT count(*) FROM accounts.members WHERE role = 'owner'"));
        Assert.Equal(1, await second.ScalarAsync<long>("SELECT count(*) FROM accounts.workspaces"));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("Password1234!")]
    [InlineData("admin1234567890")]
    public async Task Start_WhenAdminPasswordIsWeak_IsRefusedWithoutRepeatingIt(string password)
    {
        var refusal = await Assert.ThrowsAsync<InvalidSettingException>(
            () => StartAsync(_database, null, ("Admin:Email", Email), ("Admin:Password", password)));

        Assert.Contains("Admin__Password", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Admin:Email", Email)]
    [InlineData("Admin:Password", Password)]
    public async Task Start_WhenOnlyHalfOfTheAdminIsSet_IsRefused(string name, string value) =>
        await Assert.ThrowsAsync<InvalidSettingException>(() => StartAsync(_database, null, (name, value)));

    [Fact]
    public async Task Start_WhenEncryptionKeyIsMalformed_IsRefused() =>
        await Assert.ThrowsAsync<InvalidSettingException>(() => StartAsync(_database, null, ("Encryption:Key", "short")));

    [Fact]
    public async Task Start_WhenManyNodesStartAtOnce_MakeOneAdminAndOneWorkspace()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartWithAdminAsync(_database)));

        Assert.Equal(1, await nodes[0].ScalarAsync<long>("SELECT count(*) FROM accounts.users"));
        Assert.Equal(1, await nodes[0].ScalarAsync<long>("SELECT count(*) FROM accounts.workspaces"));
        Assert.Equal(1, await nodes[0].ScalarAsync<long>("SELECT count(*) FROM accounts.members"));
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task SetUp_WhenLinkIsGood_MakesTheAdminAndNamesTheWorkspace()
    {
        await using var host = await StartAsync(_database);
        Assert.StartsWith(host.Http.BaseAddress!.ToString(), LinkOf(host), StringComparison.Ordinal);

        var response = await SetUpAsync(host, TokenOf(host));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var me = await (await host.SendAsync(HttpMethod.Get, "/api/auth/me", (await host.TokensAsync()).AccessToken)).Content.ReadAsStringAsync();
        Assert.Contains("\"isAdmin\":true", me, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Analytical Engines\",\"role\":\"Owner\"", me, StringComparison.Ordinal);
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM accounts.workspaces"));
    }

    [Fact]
    public async Task SetUp_WhenLinkWasUsed_IsRefused()
    {
        await using var host = await StartAsync(_database);
        var token = TokenOf(host);
        await SetUpAsync(host, token);

        var again = await SetUpAsync(host, token, "eve@example.com");

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("setup.already_done", await CodeAsync(again));
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM accounts.users"));
        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM accounts.setup_links"));
    }

    [Fact]
    public async Task SetUp_WhenSentManyTimesAtOnce_MakesOneAdmin()
    {
        await using var host = await StartAsync(_database);
        var token = TokenOf(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => SetUpAsync(host, token, $"user{number}@example.com")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(11, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM accounts.users"));
    }

    [Fact]
    public async Task SetUp_WhenLinkHasExpired_IsRefused()
    {
        await using var host = await StartAsync(_database);
        var token = TokenOf(host);

        host.Clock.Advance(TimeSpan.FromHours(24));

        await AssertTokenRefusedAsync(host, token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task SetUp_WhenTokenIsWrong_IsRefused(string token)
    {
        await using var host = await StartAsync(_database);

        await AssertTokenRefusedAsync(host, token);
    }

    [Fact]
    public async Task SetUp_WhenPasswordIsWeak_SaysSoAndKeepsTheLink()
    {
        await using var host = await StartAsync(_database);
        var token = TokenOf(host);

        var weak = await SetUpAsync(host, token, password: "Welcome2026!!");
        var strong = await SetUpAsync(host, token);

        Assert.Equal("password.too_common", await CodeAsync(weak));
        Assert.Equal(HttpStatusCode.Created, strong.StatusCode);
    }

    [Fact]
    public async Task SetUp_WhenTokenIsStored_IsOnlyADigest()
    {
        await using var host = await StartAsync(_database);

        Assert.Equal(32, await host.ScalarAsync<int>("SELECT length(token_digest) FROM accounts.setup_links"));
        Assert.Equal(0, await host.ScalarAsync<long>($"SELECT count(*) FROM accounts.setup_links WHERE token_digest = '{TokenOf(host)}'::bytea"));
    }

    [Fact]
    public async Task Log_WhenSettingUpAndSigningIn_HoldsNoSecret()
    {
        await using var host = await StartAsync(_database);
        var token = TokenOf(host);
        await SetUpAsync(host, token, password: "Welcome2026!!");
        await SetUpAsync(host, token);
        await host.LogInAsync(password: "canary-wrong-password");
        var tokens = await host.TokensAsync();
        await host.RefreshAsync(tokens.RefreshToken);
        await host.SendAsync(HttpMethod.Post, "/api/auth/logout", tokens.AccessToken);

        var log = host.Log.Text;

        Assert.Contains("/api/auth/login", log, StringComparison.Ordinal);
        Assert.All(
            [token, "Welcome2026!!", Password, "canary-wrong-password", tokens.AccessToken, tokens.RefreshToken],
            secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SetupPage_WhenOpened_RunsNothingButItsOwnScript()
    {
        await using var host = await StartAsync(_database);

        var first = await host.Http.GetAsync("/setup?token=abc");
        var second = await host.Http.GetAsync("/setup?token=abc");

        var html = await first.Content.ReadAsStringAsync();
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = NonceOf().Match(policy).Groups[1].Value;
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(2, html.Split($"nonce=\"{nonce}\"").Length - 1);
        Assert.DoesNotContain("abc", html, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task ForgetOldSignIns_WhenRun_KeepsWhatStillCounts()
    {
        await using var host = await StartWithAdminAsync(_database);
        await host.TokensAsync();
        await host.LogInAsync("nobody@example.com");
        await ForgetAsync();
        var kept = await CountAsync();

        host.Clock.Advance(TimeSpan.FromDays(91));
        await ForgetAsync();

        Assert.Equal(6, kept);
        Assert.Equal(0, await CountAsync());

        async Task ForgetAsync()
        {
            await using var scope = host.Services.CreateAsyncScope();
            Assert.True((await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new ForgetOldSignIns())).IsSuccess);
        }

        Task<long> CountAsync() =>
            host.ScalarAsync<long>("SELECT (SELECT count(*) FROM accounts.sessions) + (SELECT count(*) FROM accounts.sign_in_counters)");
    }

    private static Task<HttpResponseMessage> SetUpAsync(AccountsHost host, string token, string email = Email, string password = Password) =>
        host.Http.PostAsJsonAsync("/api/auth/setup", new { token, email, password, workspaceName = " Analytical Engines " });

    private static async Task AssertTokenRefusedAsync(AccountsHost host, string token)
    {
        var response = await SetUpAsync(host, token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("setup.token_invalid", await CodeAsync(response));
        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM accounts.users"));
    }

    private static string LinkOf(AccountsHost host) => Link().Match(host.Output).Value;

    private static string TokenOf(AccountsHost host) => Link().Match(host.Output).Groups[1].Value;

    [GeneratedRegex(@"http://\S+/setup\?token=([\w-]{43})")]
    private static partial Regex Link();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex NonceOf();
}
