using System.Net;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

/// <summary>Several nodes on one database.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Token_WhenMadeOnOneNode_IsGoodOnAnother()
    {
        // Both start on an empty database at once, so each may make a key before it has seen the other's.
        var nodes = await Task.WhenAll(StartWithAdminAsync(_database), StartWithAdminAsync(_database));
        await using var first = nodes[0];
        await using var second = nodes[1];

        var fromFirst = await first.TokensAsync();
        var fromSecond = await second.TokensAsync();

        Assert.Equal(HttpStatusCode.OK, (await second.SendAsync(HttpMethod.Get, "/probe", fromFirst.AccessToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await first.SendAsync(HttpMethod.Get, "/probe", fromSecond.AccessToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second.RefreshAsync(fromFirst.RefreshToken)).StatusCode);
    }

    [Fact]
    public async Task Token_WhenNodeRestarts_StaysGood()
    {
        Tokens tokens;
        await using (var before = await StartWithAdminAsync(_database))
        {
            tokens = await before.TokensAsync();
        }

        await using var after = await StartWithAdminAsync(_database);

        Assert.Equal(HttpStatusCode.OK, (await after.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken)).StatusCode);
    }

    [Fact]
    public async Task LogOut_WhenDoneOnOneNode_HoldsOnTheOtherWithinTwoSeconds()
    {
        await using var first = await StartWithAdminAsync(_database);
        await using var second = await StartWithAdminAsync(_database);
        var tokens = await first.TokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await second.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken)).StatusCode);

        await first.SendAsync(HttpMethod.Post, "/api/auth/logout", tokens.AccessToken);
        second.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken)).StatusCode);
    }

    [Fact]
    public async Task DataProtectionKeys_WhenStored_AreSealed()
    {
        await using var host = await StartWithAdminAsync(_database);
        await host.TokensAsync();

        Assert.True(await host.ScalarAsync<long>("SELECT count(*) FROM accounts.data_protection_keys") > 0);
        Assert.Equal(0, await host.ScalarAsync<long>("""
            SELECT count(*) FROM accounts.data_protection_keys WHERE xml LIKE '%masterKey%' OR xml LIKE '%<value>%' OR xml NOT LIKE '%<sealed %'
            """));
    }

    [Fact]
    public async Task DataProtectionKeys_WhenEncryptionKeyIsAnother_AreMadeAnew()
    {
        Tokens tokens;
        await using (var before = await StartWithAdminAsync(_database))
        {
            tokens = await before.TokensAsync();
        }

        var otherKey = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        await using var after = await StartAsync(_database, settings: ("Encryption:Key", otherKey));

        Assert.Equal(HttpStatusCode.Unauthorized, (await after.SendAsync(HttpMethod.Get, "/probe", tokens.AccessToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await after.SendAsync(HttpMethod.Get, "/probe", (await after.TokensAsync()).AccessToken)).StatusCode);
    }
}
