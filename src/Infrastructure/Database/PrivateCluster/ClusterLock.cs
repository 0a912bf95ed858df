using System.Globalization;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>Holds a cluster for one host. The kernel lets go of it when the process ends, however it ends.</summary>
internal sealed class ClusterLock : IDisposable
{
    private readonly FileStream _file;

    private ClusterLock(FileStream file) => _file = file;

    public static ClusterLock Take(ClusterLayout layout)
    {
        try
        {
            var file = new FileStream(layout.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // Beside the lock, because a locked file cannot be read: it is only for the message below.
            File.WriteAllText(layout.OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new ClusterLock(file);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            var owner = File.Exists(layout.OwnerFile) ? $" (process {File.ReadAllText(layout.OwnerFile).Trim()})" : "";
            throw new PrivateClusterException(
                $"Another instance{owner} already uses the data directory {layout.Root}. Stop it, or give this one its own "
                + "Data__Directory. To run several instances on one database, set ConnectionStrings__Database.",
                exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
