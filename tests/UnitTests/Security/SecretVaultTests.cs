using System.Security.Cryptography;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.UnitTests.Security;

public sealed class SecretVaultTests
{
    private const string Canary = "canary-7f3c91d2-token";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly WorkspaceId _workspace = WorkspaceId.New(Noon);
    private readonly IntegrationId _integration = IntegrationId.New(Noon);
    private readonly EncryptionKey _key = AKey();

    [Fact]
    public void Open_WhenSealedForTheSamePlace_GivesTheValueBack()
    {
        var vault = Vault(_key);

        var secret = vault.Seal(_workspace, _integration, "authToken", Canary);

        Assert.Equal(Canary, vault.Open(_workspace, _integration, secret).Value);
    }

    [Fact]
    public void Seal_WhenAskedTwice_GivesDifferentCiphertexts()
    {
        var vault = Vault(_key);

        var first = vault.Seal(_workspace, _integration, "authToken", Canary);
        var second = vault.Seal(_workspace, _integration, "authToken", Canary);

        Assert.NotEqual(first.Ciphertext, second.Ciphertext);
    }

    [Fact]
    public void Seal_WhenPrinted_ShowsNoMoreThanTheLastFour()
    {
        var secret = Vault(_key).Seal(_workspace, _integration, "authToken", Canary);

        Assert.DoesNotContain(Canary[..^4], secret.ToString(), StringComparison.Ordinal);
        Assert.Equal("oken", secret.Last4);
    }

    [Fact]
    public void Seal_WhenValueIsShort_ShowsNothingOfIt() =>
        Assert.Equal("", Vault(_key).Seal(_workspace, _integration, "pin", "hunter2").Last4);

    [Fact]
    public void Open_WhenMovedToAnotherPlace_IsRefused()
    {
        var vault = Vault(_key);

        var secret = vault.Seal(_workspace, _integration, "authToken", Canary);

        Assert.Equal(SecretErrors.Unreadable, vault.Open(WorkspaceId.New(Noon), _integration, secret).Error);
        Assert.Equal(SecretErrors.Unreadable, vault.Open(_workspace, IntegrationId.New(Noon), secret).Error);
        Assert.Equal(SecretErrors.Unreadable, vault.Open(_workspace, _integration, secret with { Field = "apiSecret" }).Error);
    }

    [Fact]
    public void Open_WhenAnyBitIsFlipped_IsRefused()
    {
        var vault = Vault(_key);
        var secret = vault.Seal(_workspace, _integration, "authToken", Canary);
        var bytes = Convert.FromBase64String(secret.Ciphertext);

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var tampered = (byte[])bytes.Clone();
            tampered[bit / 8] ^= (byte)(1 << (bit % 8));

            var result = vault.Open(_workspace, _integration, secret with { Ciphertext = Convert.ToBase64String(tampered) });

            Assert.Equal(SecretErrors.Unreadable, result.Error);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    public void Open_WhenCiphertextIsGarbage_IsRefused(string ciphertext)
    {
        var vault = Vault(_key);
        var secret = vault.Seal(_workspace, _integration, "authToken", Canary) with { Ciphertext = ciphertext };

        Assert.Equal(SecretErrors.Unreadable, vault.Open(_workspace, _integration, secret).Error);
    }

    [Fact]
    public void Open_WhenKeyWasRotated_StillOpensAndIsNoLongerCurrent()
    {
        var secret = Vault(_key).Seal(_workspace, _integration, "authToken", Canary);

        var rotated = Vault(AKey(), _key);

        Assert.Equal(Canary, rotated.Open(_workspace, _integration, secret).Value);
        Assert.False(rotated.IsCurrent(secret));
        Assert.True(rotated.IsCurrent(rotated.Seal(_workspace, _integration, "authToken", Canary)));
    }

    [Fact]
    public void Open_WhenKeyIsGone_SaysSo()
    {
        var secret = Vault(_key).Seal(_workspace, _integration, "authToken", Canary);

        Assert.Equal(SecretErrors.KeyMissing, Vault(AKey()).Open(_workspace, _integration, secret).Error);
    }

    private static EncryptionKey AKey() => new(RandomNumberGenerator.GetBytes(32));

    private static SecretVault Vault(EncryptionKey current, params EncryptionKey[] previous) =>
        new(new EncryptionKeys(current, previous), TimeProvider.System);
}
