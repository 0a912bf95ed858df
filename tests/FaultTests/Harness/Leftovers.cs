using System.Globalization;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>Where worlds live, and what is done about those of a run that was itself killed.</summary>
internal static class Leftovers
{
    private const string Prefix = "/tmp/smsp-faults-";

    public static string NewDirectory(int world) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{world}");

    /// <summary>Ends the processes of runs that have ended, and removes their files.</summary>
    public static void Sweep()
    {
        foreach (var directory in Directory.EnumerateDirectories("/tmp", $"{Path.GetFileName(Prefix)}*"))
        {
            var run = directory[Prefix.Length..].Split('-')[0];
            if (Directory.Exists($"/proc/{run}"))
            {
                continue;
            }

            foreach (var process in Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])))
            {
                if (BelongsTo(process, directory))
                {
                    Signals.Kill(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
                }
            }

            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run sweeps it just now.
            }
        }
    }

    /// <summary>Whether the process was given the directory: in its command line (PostgreSQL) or its environment (the platform).</summary>
    private static bool BelongsTo(string process, string directory)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").Contains($"{directory}/", StringComparison.Ordinal)
                || File.ReadAllText($"{process}/environ").Contains($"{directory}/", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
