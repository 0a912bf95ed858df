using System.Net;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class TwoFactorTests : IAsyncLifetime
{
    private const string Base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

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
    public async Task LogIn_WhenSecondFactorIsOn_NeedsAFreshCode()
    {
        var (secret, _) = await TurnOnAsync();

        var without = await _host.LogInAsync();
        var wrong = await _host.LogInWithCodeAsync("000000");
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = Code(secret);
        var right = await _host.LogInWithCodeAsync($" {code[..3]} {code[3..]} ");
        var again = await _host.LogInWithCodeAsync(code);

        Assert.Equal((HttpStatusCode.Unauthorized, "auth.two_factor_required"), (without.StatusCode, await CodeAsync(without)));
        Assert.Equal("auth.two_factor_invalid", await CodeAsync(wrong));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal("auth.two_factor_invalid", await CodeAsync(again));
    }

    [Fact]
    public async Task LogIn_WhenPasswordIsWrong_TellsNothingOfTheSecondFactor()
    {
        await TurnOnAsync();

        Assert.Equal("auth.invalid_credentials", await CodeAsync(await _host.LogInAsync(password: "wrong")));
    }

    [Fact]
    public async Task LogIn_WhenManyUseOneCodeAtOnce_LetsOneIn()
    {
        var (secret, _) = await TurnOnAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = Code(secret);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _host.LogInWithCodeAsync(code)));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task LogIn_WhenCodesAreGuessed_IsThrottled()
    {
        var (secret, _) = await TurnOnAsync();
        for (var attempt = 0; attempt < SignInThrottle.PairLimit; attempt++)
        {
            Assert.Equal("auth.two_factor_invalid", await CodeAsync(await _host.LogInWithCodeAsync("000000")));
        }

        Assert.Equal("auth.too_many_attempts", await CodeAsync(await _host.LogInWithCodeAsync(Code(secret))));
    }

    [Fact]
    public async Task RecoveryCode_WorksOnceHoweverItIsWritten()
    {
        var (_, codes) = await TurnOnAsync();

        var first = await _host.LogInWithCodeAsync(codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal));
        var again = await _host.LogInWithCodeAsync(codes[0]);
        var other = await _host.LogInWithCodeAsync(codes[1]);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("auth.two_factor_invalid", await CodeAsync(again));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(8, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.recovery_codes"));
    }

    [Fact]
    public async Task Secrets_AreInNoTableAndNoLog()
    {
        var (secret, codes) = await TurnOnAsync();
        var hex = Convert.ToHexStringLower(secret);

        Assert.False(await _host.ScalarAsync<bool>($"SELECT bool_or(f::text LIKE '%{hex}%') FROM accounts.second_factors AS f"));
        Assert.DoesNotContain(Totp.Base32(secret), _host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(codes, code => _host.Log.Text.Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TurningOn_EndsTheOtherSessionsAndNeedsAGoodCode()
    {
        var other = (await _host.TokensAsync()).AccessToken;
        var token = (await _host.TokensAsync()).AccessToken;
        await ReadAsync(await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor", token));

        var wrong = await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor/confirm", token, new { code = "000000" });
        var stillOff = await _host.LogInAsync();
        await TurnOnAsync(token);

        Assert.Equal("two_factor.code_wrong", await CodeAsync(wrong));
        Assert.Equal(HttpStatusCode.OK, stillOff.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", other)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", token)).StatusCode);
        Assert.Equal("two_factor.already_on", await CodeAsync(await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor", token)));
    }

    [Fact]
    public async Task TurningOn_WhileSomeoneSignsInWithoutACode_EndsTheirSession()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        var secret = await BeginAsync(here);
        await using var held = await Held.AtCommitAsync(_host, "INSERT ON accounts.sessions");

        var signIn = _host.LogInAsync();
        await held.UntilWaitingAsync(1);
        var confirmed = await ConfirmAsync(here, secret);
        await held.LetGoAsync();
        var without = await ReadTokensAsync(await signIn);

        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", without.AccessToken)).StatusCode);
        Assert.Equal("auth.session_over", await CodeAsync(await _host.RefreshAsync(without.RefreshToken)));
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", here)).StatusCode);
    }

    [Fact]
    public async Task TurningOn_WhileAnotherSecretIsAskedFor_KeepsTheProvenOne()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        var secret = await BeginAsync(here);
        await using var held = await Held.AtCommitAsync(_host, "INSERT ON accounts.recovery_codes");

        var confirmation = ConfirmAsync(here, secret);
        await held.UntilWaitingAsync(1);
        var beginning = _host.SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor", here);
        await held.UntilWaitingAsync(2, orUntil: beginning);
        await held.LetGoAsync();
        var (confirmed, begun) = (await confirmation, await beginning);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal("two_factor.already_on", await CodeAsync(begun));
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInWithCodeAsync(Code(secret))).StatusCode);
    }

    [Fact]
    public async Task TurningOn_WhenItsSecretIsJustBeingReplaced_IsRefused()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        var former = await BeginAsync(here);
        await using var held = await Held.AtCommitAsync(_host, "INSERT OR UPDATE ON accounts.second_factors");

        var beginning = BeginAsync(here);
        await held.UntilWaitingAsync(1);
        var confirmation = ConfirmAsync(here, former);
        await held.UntilWaitingAsync(2, orUntil: confirmation);
        await held.LetGoAsync();
        var refused = await confirmation;

        Assert.Equal((HttpStatusCode.BadRequest, "two_factor.code_wrong"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.True(await _host.ScalarAsync<bool>("SELECT confirmed_at IS NULL FROM accounts.second_factors"));
        Assert.Equal(0, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.recovery_codes"));
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(here, await beginning)).StatusCode);
    }

    [Fact]
    public async Task Secrets_WhenTwoAreAskedForAtOnce_OneReplacesTheOther()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        await using var held = await Held.AtCommitAsync(_host, "INSERT OR UPDATE ON accounts.second_factors");

        var both = new[] { BeginAsync(here), BeginAsync(here) };
        await held.UntilWaitingAsync(2);
        await held.LetGoAsync();
        var confirmed = new List<HttpResponseMessage>();
        foreach (var secret in await Task.WhenAll(both))
        {
            confirmed.Add(await ConfirmAsync(here, secret));
        }

        Assert.Single(confirmed, answer => answer.IsSuccessStatusCode);
        Assert.Equal(1, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.second_factors WHERE confirmed_at IS NOT NULL"));
    }

    [Fact]
    public async Task TurningOn_WhileThePasswordIsChanged_IsRefusedAsAWhole()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        var secret = await BeginAsync(here);
        await using var held = await Held.AtCommitAsync(_host, "UPDATE ON accounts.users");

        var change = ChangePasswordAsync(here);
        await held.UntilWaitingAsync(1);
        var confirmation = ConfirmAsync(here, secret);
        await held.UntilWaitingAsync(2);
        await held.LetGoAsync();
        var (changed, refused) = (await change, await confirmation);

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "user.changed_meanwhile"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.True(await _host.ScalarAsync<bool>("SELECT confirmed_at IS NULL FROM accounts.second_factors"));
        Assert.Equal(0, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.recovery_codes"));
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(here, secret)).StatusCode);
    }

    [Fact]
    public async Task Password_WhenChangedWhileTurningOn_StaysAsItWas()
    {
        var here = (await _host.TokensAsync()).AccessToken;
        var secret = await BeginAsync(here);
        await using var held = await Held.AtCommitAsync(_host, "UPDATE ON accounts.users");

        var confirmation = ConfirmAsync(here, secret);
        await held.UntilWaitingAsync(1);
        var change = ChangePasswordAsync(here);
        await held.UntilWaitingAsync(2);
        await held.LetGoAsync();
        var (confirmed, refused) = (await confirmation, await change);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "user.changed_meanwhile"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInWithCodeAsync(Code(secret))).StatusCode);
    }

    [Fact]
    public async Task TurningOff_NeedsACode()
    {
        var token = (await _host.TokensAsync()).AccessToken;
        var (_, codes) = await TurnOnAsync(token);

        var without = await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor/off", token, new { code = "" });
        var renewed = await ReadAsync(await _host.SendJsonAsync(
            HttpMethod.Post, "/api/auth/two-factor/recovery-codes", token, new { code = codes[0] }));
        var stale = await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor/off", token, new { code = codes[1] });
        var off = await _host.SendJsonAsync(
            HttpMethod.Post, "/api/auth/two-factor/off", token, new { code = renewed.GetProperty("codes")[0].GetString() });

        Assert.Equal("two_factor.code_wrong", await CodeAsync(without));
        Assert.Equal("two_factor.code_wrong", await CodeAsync(stale));
        Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.LogInAsync()).StatusCode);
        Assert.Equal(0, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.recovery_codes"));
    }

    [Fact]
    public async Task Admin_WhenASecondFactorIsRequired_CanOnlySetItUp()
    {
        await using var strict = await StartAsync(_database, null, ("Accounts:RequireTwoFactorForAdmins", "true"));
        var token = (await strict.TokensAsync()).AccessToken;

        var workspaces = await strict.SendAsync(HttpMethod.Get, "/api/workspaces", token);
        var admins = await strict.SendAsync(HttpMethod.Get, "/admins", token);
        var me = await strict.SendAsync(HttpMethod.Get, "/api/auth/me", token);
        await TurnOnAsync(token, strict);
        var afterwards = await strict.SendAsync(HttpMethod.Get, "/api/workspaces", token);

        Assert.Equal((HttpStatusCode.Forbidden, "auth.two_factor_setup_required"), (workspaces.StatusCode, await CodeAsync(workspaces)));
        Assert.Equal(HttpStatusCode.Forbidden, admins.StatusCode);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        Assert.Equal(HttpStatusCode.OK, afterwards.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await strict.SendAsync(HttpMethod.Get, "/admins", token)).StatusCode);
    }

    private async Task<(byte[] Secret, List<string> Codes)> TurnOnAsync(string? token = null, AccountsHost? host = null)
    {
        host ??= _host;
        token ??= (await host.TokensAsync()).AccessToken;
        var secret = await BeginAsync(token, host);
        var confirmed = await ReadAsync(await ConfirmAsync(token, secret, host));
        return (secret, [.. confirmed.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private async Task<byte[]> BeginAsync(string token, AccountsHost? host = null)
    {
        var begun = await ReadAsync(await (host ?? _host).SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor", token));
        return FromBase32(begun.GetProperty("secret").GetString()!);
    }

    private Task<HttpResponseMessage> ConfirmAsync(string token, byte[] secret, AccountsHost? host = null) =>
        (host ?? _host).SendJsonAsync(HttpMethod.Post, "/api/auth/two-factor/confirm", token, new { code = Code(secret, host) });

    private Task<HttpResponseMessage> ChangePasswordAsync(string token) => _host.SendJsonAsync(
        HttpMethod.Post, "/api/auth/password", token, new { currentPassword = Password, newPassword = "four other unrelated words" });

    private string Code(byte[] secret, AccountsHost? host = null) => Totp.CodeAt(secret, Totp.StepAt((host ?? _host).Clock.GetUtcNow()));

    // As an app reads what was typed into it.
    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString(Base32Letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
