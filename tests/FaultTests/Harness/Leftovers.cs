using System.Globalization;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>Where worlds and scenes live, and what is done about those of a run that was itself killed.</summary>
internal static class Leftovers
{
    private const string Prefix = "/tmp/smsp-faults-";

    public static string NewDirectory(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{number}");

    /// <summary>Removes what runs left that have ended.</summary>
    public static void Sweep()
    {
        foreach (var directory in Directory.EnumerateDirectories("/tmp", $"{Path.GetFileName(Prefix)}*"))
        {
            if (!Directory.Exists($"/proc/{directory[Prefix.Length..].Split('-')[0]}"))
            {
                Remove(directory);
            }
        }
    }

    /// <summary>Ends the processes that live in a directory, and removes it.</summary>
    public static void Remove(string directory)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])))
        {
            if (LivesIn(process, directory))
            {
                Signals.Kill(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
            }
        }

        SmallVolume.Unmount(directory);
        for (var attempt = 1; Directory.Exists(directory); attempt++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (attempt == 10)
                {
                    // Another user's, or another run sweeps it just now.
                    return;
                }

                Thread.Sleep(100);
            }
        }
    }

    /// <summary>By its command line or its directory (PostgreSQL), or by its environment (the platform).</summary>
    private static bool LivesIn(string process, string directory)
    {
        try
        {
            return new DirectoryInfo($"{process}/cwd").LinkTarget?.StartsWith($"{directory}/", StringComparison.Ordinal) is true
                || File.ReadAllText($"{process}/cmdline").Contains($"{directory}/", StringComparison.Ordinal)
                || File.ReadAllText($"{process}/environ").Contains($"{directory}/", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
