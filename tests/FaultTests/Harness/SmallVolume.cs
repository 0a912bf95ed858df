using System.Diagnostics;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>A disk of its own, small enough to be filled up in a moment.</summary>
internal sealed class SmallVolume : IDisposable
{
    // Of zeros: how much is left is what counts.
    private const int Portion = 1 << 20;

    private readonly string _path;

    public SmallVolume(string path, int megabytes)
    {
        _path = path;
        Directory.CreateDirectory(path);
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", path))
        {
            throw new InvalidOperationException($"No volume could be made at {path}.");
        }
    }

    /// <summary>Whether this process may make one, which needs root and a container that lets it.</summary>
    public static bool IsPossible { get; } = Try();

    private string Ballast => Path.Combine(_path, "ballast");

    /// <summary>Takes what room is left.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[Portion];
        for (var size = zeros.Length; size > 0;)
        {
            try
            {
                ballast.Write(zeros, 0, size);
            }
            catch (IOException)
            {
                // So much is no longer left; half of it may be.
                size /= 2;
            }
        }
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose() => Unmount(_path);

    /// <summary>Unmounts what is mounted below a directory, whoever still looks at it.</summary>
    public static void Unmount(string directory)
    {
        foreach (var mount in File.ReadLines("/proc/mounts").Select(line => line.Split(' ')[1]))
        {
            if (mount == directory || mount.StartsWith($"{directory}/", StringComparison.Ordinal))
            {
                Run("umount", "-l", mount);
            }
        }
    }

    private static bool Try()
    {
        var path = Path.Combine(Path.GetTempPath(), $"smsp-volume-{Environment.ProcessId}");
        Directory.CreateDirectory(path);
        try
        {
            return Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path);
        }
        finally
        {
            Unmount(path);
            Directory.Delete(path);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs a volume of its own, and is left out where none can be made.</summary>
internal sealed class VolumeFactAttribute : FactAttribute
{
    public VolumeFactAttribute() => Skip = SmallVolume.IsPossible ? null : "Nobody may mount a volume here.";
}
