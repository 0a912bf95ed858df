using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Infrastructure;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.UnitTests.Security;

public sealed class EncryptionKeysTests : IDisposable
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), "smsp-keys-" + Guid.NewGuid().ToString("N"));

    private string KeyFile => Path.Combine(_data, "keys", "encryption.key");

    public void Dispose()
    {
        if (Directory.Exists(_data))
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Load_WhenKeyHasTheWrongLength_RefusesWithoutRepeatingIt(int bytes)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

        var refusal = Assert.Throws<InvalidSettingException>(() => Load(("Encryption:Key", key)));

        Assert.Contains("Encryption__Key", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenKeyIsNotBase64_Refuses() =>
        Assert.Throws<InvalidSettingException>(() => Load(("Encryption:Key", "correct horse battery staple")));

    [Fact]
    public void Load_WhenNoKeyIsSet_MakesAFileOnceForItsOwnerAlone()
    {
        var first = Load();
        var second = Load();

        Assert.Equal(first.Current.Id, second.Current.Id);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal([KeyFile], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public async Task Load_WhenManyNodesStartAtOnce_AgreeOnOneKey()
    {
        using var start = new Barrier(8);

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TimeSpan.FromSeconds(30));
                return Load().Current.Id;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void Load_WhenKeyFileIsDamaged_Refuses()
    {
        Load();
        File.WriteAllText(KeyFile, "damaged");

        Assert.Throws<InvalidSettingException>(() => Load());
    }

    [Fact]
    public void Load_WhenKeyIsSetLater_StillKnowsTheFile()
    {
        var file = Load().Current.Id;

        var keys = Load(("Encryption:Key", AKey()));

        Assert.NotEqual(file, keys.Current.Id);
        Assert.NotNull(keys.Find(file));
    }

    [Fact]
    public void Load_WhenPreviousKeysAreListed_KnowsThem()
    {
        var (first, second, third) = (AKey(), AKey(), AKey());

        var keys = Load(("Encryption:Key", AKey()), ("Encryption:PreviousKeys", $"{first}, {second}"), ("Encryption:PreviousKeys:0", third));

        Assert.All([first, second, third], key => Assert.NotNull(keys.Find(EncryptionKey.Parse(key, "test").Id)));
    }

    [Fact]
    public void SealedXml_WhenDecrypted_IsWhatItWasAndShowsNothingOfIt()
    {
        var key = XElement.Parse("<key><value>canary-master-key</value></key>");
        using var services = new ServiceCollection().AddSingleton(Load()).BuildServiceProvider();

        var sealedKey = new SealedXmlEncryptor(services).Encrypt(key);

        Assert.DoesNotContain("canary", sealedKey.EncryptedElement.ToString(), StringComparison.Ordinal);
        Assert.Equal(key.ToString(), new SealedXmlDecryptor(services).Decrypt(sealedKey.EncryptedElement).ToString());
    }

    [Fact]
    public void SealedXml_WhenKeyIsGone_IsRefused()
    {
        using var before = new ServiceCollection().AddSingleton(Load()).BuildServiceProvider();
        var sealedKey = new SealedXmlEncryptor(before).Encrypt(new XElement("key"));
        File.Delete(KeyFile);
        using var after = new ServiceCollection().AddSingleton(Load()).BuildServiceProvider();

        Assert.Throws<CryptographicException>(() => new SealedXmlDecryptor(after).Decrypt(sealedKey.EncryptedElement));
    }

    private static string AKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private EncryptionKeys Load(params (string Name, string Value)[] settings) => EncryptionKeys.Load(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("Data:Directory", _data)).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)))
        .Build());
}
