using Microsoft.Extensions.Configuration;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>The installation's keys: the current one seals, former ones still open what they sealed.</summary>
public sealed class EncryptionKeys
{
    private const string KeySetting = "Encryption:Key";
    private const string PreviousSetting = "Encryption:PreviousKeys";
    private readonly Dictionary<string, EncryptionKey> _byId = [];

    internal EncryptionKeys(EncryptionKey current, IEnumerable<EncryptionKey> previous)
    {
        Current = current;
        foreach (var key in previous.Prepend(current))
        {
            _byId.TryAdd(key.Id, key);
        }
    }

    /// <summary>Names the key that seals; it tells nothing about the key.</summary>
    public string CurrentId => Current.Id;

    internal EncryptionKey Current { get; }

    internal IEnumerable<EncryptionKey> All => _byId.Values;

    /// <summary>Reads the keys from the settings, or else from the key file in the data directory, which is made when there is none.</summary>
    /// <exception cref="InvalidSettingException">A key is malformed, or the key file cannot be used.</exception>
    public static EncryptionKeys Load(IConfiguration configuration)
    {
        var file = new KeyFile(configuration["Data:Directory"] ?? ".data");
        var previous = Listed(configuration).Select(text => EncryptionKey.Parse(text, "Encryption__PreviousKeys")).ToList();

        if (configuration[KeySetting] is not { Length: > 0 } configured)
        {
            return new EncryptionKeys(file.ReadOrMake(), previous);
        }

        // An installation that began with a key file and was then given a key must still open what it has.
        if (file.Read() is { } former)
        {
            previous.Add(former);
        }

        return new EncryptionKeys(EncryptionKey.Parse(configured, "Encryption__Key"), previous);
    }

    internal EncryptionKey? Find(string id) => _byId.GetValueOrDefault(id);

    // One environment variable with commas, or a list in appsettings.json.
    private static IEnumerable<string> Listed(IConfiguration configuration) => configuration.GetSection(PreviousSetting).GetChildren()
        .Select(child => child.Value)
        .Append(configuration[PreviousSetting])
        .SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
