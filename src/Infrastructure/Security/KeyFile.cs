using System.Security.Cryptography;
using System.Text;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>The key that an installation makes for itself once, readable by its owner alone.</summary>
internal sealed class KeyFile(string dataDirectory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const char End = '\n';
    private const int MaxTries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

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
            return EncryptionKey.Parse(ReadWhole(), FilePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"The key file cannot be read: {exception.Message} Set Encryption__Key instead, or let {Environment.UserName} read it.");
        }
    }

    private EncryptionKey Make()
    {
        try
        {
            CreateDirectory();

            // CreateNew is the one step of a file system that a single node wins: a rename would replace the key of another one.
            using var stream = new FileStream(FilePath, NewFile());
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Aead.KeyBytes)) + End));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(FilePath))
        {
            // Another node was first, and its key is everybody's.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"No encryption key could be made in {_directory}: {exception.Message} Set Encryption__Key instead.");
        }

        return Read()!;
    }

    /// <summary>The file's text; for a moment a node that starts beside this one may still be writing it.</summary>
    private string ReadWhole()
    {
        for (var tries = 0; ; tries++)
        {
            using var stream = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var text = reader.ReadToEnd();
            if (text.EndsWith(End) || tries == MaxTries)
            {
                return text;
            }

            Thread.Sleep(Pause);
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

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
