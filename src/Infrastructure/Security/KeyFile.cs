using System.Security.Cryptography;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>The key that an installation makes for itself once, readable by its owner alone.</summary>
internal sealed class KeyFile(string dataDirectory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _directory = Path.Combine(Path.GetFullPath(dataDirectory), "keys");

    private string FilePath => Path.Combine(_directory, "encryption.key");

    public EncryptionKey ReadOrMake() => Read() ?? Make();

    /// <summary>Null when there is no file.</summary>
    public EncryptionKey? Read()
    {
        if (!File.Exists(FilePath))
        {
            return null;
        }

        try
        {
            return EncryptionKey.Parse(File.ReadAllText(FilePath), FilePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"The key file cannot be read: {exception.Message} Set Encryption__Key instead, or let {Environment.UserName} read it.");
        }
    }

    private EncryptionKey Make()
    {
        var draft = Path.Combine(_directory, $"{Guid.NewGuid():N}.tmp");
        try
        {
            CreateDirectory();
            using (var stream = new FileStream(draft, Draft()))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Aead.KeyBytes)) + "\n"));
                stream.Flush(flushToDisk: true);
            }

            Publish(draft);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"No encryption key could be made in {_directory}: {exception.Message} Set Encryption__Key instead.");
        }

        return Read()!;
    }

    private void Publish(string draft)
    {
        try
        {
            // Never over an existing file: two nodes that share the directory agree on the key of the first.
            File.Move(draft, FilePath, overwrite: false);
        }
        catch (IOException) when (File.Exists(FilePath))
        {
            File.Delete(draft);
        }
    }

    private void CreateDirectory()
    {
        // The data directory itself stays traversable, as the private cluster's account needs it; the keys' own is closed.
        Directory.CreateDirectory(Path.GetDirectoryName(_directory)!);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_directory);
            return;
        }

        Directory.CreateDirectory(_directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions Draft()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
