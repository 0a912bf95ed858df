using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Accounts;

namespace SmsPlatform.UnitTests.Accounts;

public sealed class ApiKeyTextTests
{
    private static readonly ApiKeyId Id = ApiKeyId.New(TimeProvider.System.GetUtcNow());

    [Fact]
    public void New_WhenParsed_GivesIdAndDigestBack()
    {
        var (text, digest) = ApiKeyText.New(Id);

        Assert.True(ApiKeyText.TryParse(text, out var id, out var parsed));
        Assert.Equal(Id, id);
        Assert.Equal(digest, parsed);
        Assert.StartsWith("smsp_", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_OfEveryPrefixOfAKey_IsFalse()
    {
        var (text, _) = ApiKeyText.New(Id);

        Assert.DoesNotContain(Enumerable.Range(0, text.Length), length => ApiKeyText.TryParse(text[..length], out _, out _));
        Assert.False(ApiKeyText.TryParse(text + "A", out _, out _));
    }

    [Fact]
    public void TryParse_WhenOneCharacterOfTheSecretDiffers_GivesAnotherDigest()
    {
        var (text, digest) = ApiKeyText.New(Id);
        for (var place = text.Length - 43; place < text.Length; place++)
        {
            var other = text[..place] + (text[place] == 'x' ? 'y' : 'x') + text[(place + 1)..];

            Assert.True(ApiKeyText.TryParse(other, out _, out var parsed));
            Assert.NotEqual(digest, parsed);
        }
    }
}
