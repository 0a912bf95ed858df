using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class SignInThrottleTests : IAsyncLifetime
{
    private static readonly byte[] Ada = SignInThrottle.Account("ada@example.com");
    private TestDatabase _database = null!;
    private AccountsHost _host = null!;
    private SignInThrottle _throttle = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        _host = await StartAsync(_database);
        _throttle = _host.Services.GetRequiredService<SignInThrottle>();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Count_WhenStrangersGuessFromManyPlaces_StopsThemAndNotTheOwnerAtHome()
    {
        await CountAsync(Ada, "192.0.2.1");
        await _throttle.ForgiveAsync(Ada, "192.0.2.1", CancellationToken.None);

        for (var stranger = 0; stranger < SignInThrottle.AccountLimit; stranger++)
        {
            Assert.Null(await CountAsync(Ada, $"198.51.100.{stranger}"));
        }

        Assert.NotNull(await CountAsync(Ada, "198.51.100.200"));
        Assert.Null(await CountAsync(Ada, "192.0.2.1"));
    }

    [Fact]
    public async Task Count_WhenOneAddressTriesManyAccounts_StopsIt()
    {
        for (var account = 0; account < SignInThrottle.AddressLimit; account++)
        {
            Assert.Null(await CountAsync(SignInThrottle.Account($"user{account}@example.com"), "198.51.100.1"));
        }

        Assert.NotNull(await CountAsync(Ada, "198.51.100.1"));
        Assert.Null(await CountAsync(Ada, "192.0.2.1"));
    }

    [Fact]
    public async Task Count_WhenRefusedAttemptsGoOn_DoesNotProlongTheWait()
    {
        for (var attempt = 0; attempt < SignInThrottle.PairLimit * 3; attempt++)
        {
            await CountAsync(Ada, "198.51.100.1");
        }

        _host.Clock.Advance(SignInThrottle.Window);

        Assert.Null(await CountAsync(Ada, "198.51.100.1"));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("", "unknown")]
    public void Address_WhenRead_IsOneClient(string text, string expected) => Assert.Equal(expected, ClientAddress.Of(text));

    private Task<TimeSpan?> CountAsync(byte[] account, string address) => _throttle.CountAsync(account, address, CancellationToken.None);
}
