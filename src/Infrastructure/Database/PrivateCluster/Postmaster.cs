using System.Globalization;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>What <c>postmaster.pid</c> claims, checked against the process table.</summary>
/// <remarks>
/// The file alone proves nothing: after a crash or a restart of the machine its number may belong to any process. A process is
/// the cluster's own only when it runs a postgres binary with the data directory as its working directory.
/// </remarks>
internal sealed record Postmaster(int ProcessId, string SocketDirectory)
{
    /// <summary>The running server of this data directory, or null.</summary>
    public static Postmaster? FindRunning(ClusterLayout layout)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(layout.PidFile);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // Lines: process id, data directory, start time, port, socket directory. The last two come a moment after the first.
        return lines.Length > 0
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            && BelongsTo(layout, processId)
                ? new Postmaster(processId, lines.ElementAtOrDefault(4) ?? "")
                : null;
    }

    /// <summary>Whether any process of the cluster lives, the postmaster or a backend that has survived it.</summary>
    public static bool AnyProcess(ClusterLayout layout) =>
        Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Any(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && BelongsTo(layout, id));

    public static bool IsAlive(ClusterLayout layout, int processId) => BelongsTo(layout, processId);

    private static bool BelongsTo(ClusterLayout layout, int processId)
    {
        // A zombie has no links, and those of another account's process cannot be read: neither is ours.
        var binary = Link($"/proc/{processId}/exe");
        return binary is not null
            && Path.GetFileName(binary).StartsWith("postgres", StringComparison.Ordinal)
            && Link($"/proc/{processId}/cwd") == layout.Data;
    }

    private static string? Link(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
