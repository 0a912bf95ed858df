using System.Diagnostics;
using System.Runtime.Versioning;
using Npgsql;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using static SmsPlatform.IntegrationTests.Database.ClusterDirectory;

namespace SmsPlatform.IntegrationTests.Database;

[SupportedOSPlatform("linux")]
public sealed class PrivateClusterPlacementTests
{
    [Theory]
    [InlineData("a/long/way/down/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("it's a, \"place\"; Port=1 $(touch x) `")]
    public async Task StartAsync_WhenThePathSuitsNoSocket_PutsTheSocketInAShortPrivateDirectory(string name)
    {
        await using var directory = new ClusterDirectory(name);

        string socketDirectory;
        await using (var cluster = await directory.StartAsync())
        {
            await WriteRowAsync(cluster.ConnectionString);
            socketDirectory = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!;
        }

        Assert.Matches("^/tmp/smsplatform-[0-9a-f]{16}$", socketDirectory);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(socketDirectory));
        await using var again = await directory.StartAsync();
        Assert.Equal(socketDirectory, new NpgsqlConnectionStringBuilder(again.ConnectionString).Host);
        Assert.Equal(1, await CountRowsAsync(again.ConnectionString));
        Directory.Delete(socketDirectory, recursive: true);
    }

    [Fact]
    public async Task StartAsync_WhenTheShortDirectoryIsOpenToOthers_IsRefused()
    {
        await using var directory = new ClusterDirectory("it's taken");
        await using (var first = await directory.StartAsync())
        {
        }

        var socketDirectory = new NpgsqlConnectionStringBuilder(PostgresCluster.ConnectionStringOf(directory.Options)).Host!;
        using (var chmod = Process.Start("/bin/chmod", ["777", socketDirectory]))
        {
            await chmod.WaitForExitAsync();
        }

        var refused = await directory.RefusedAsync();

        Assert.Contains($"{socketDirectory} must be a directory of", refused.Message, StringComparison.Ordinal);
        Directory.Delete(socketDirectory, recursive: true);
    }

    [Fact]
    public async Task StartAsync_WhenTheDirectoryIsReachedThroughALink_KnowsItsOwnServerAgain()
    {
        await using var directory = new ClusterDirectory("link/d");
        var link = Path.GetDirectoryName(directory.Data)!;
        Directory.CreateDirectory(link + "-target");
        Directory.CreateSymbolicLink(link, link + "-target");
        await using var cluster = await directory.StartAsync();
        var server = cluster.ServerProcessId;

        await cluster.EnsureRunningAsync(CancellationToken.None);

        Assert.NotNull(server);
        Assert.Equal(server, cluster.ServerProcessId);
    }

    [RootFact]
    public async Task StartAsync_WhenOnlyRootMayEnterTheParent_KeepsTheClusterElsewhereBehindALink()
    {
        await using var directory = new ClusterDirectory("closed/d");
        var closed = Path.GetDirectoryName(directory.Data)!;
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using (var cluster = await directory.StartAsync())
        {
            await WriteRowAsync(cluster.ConnectionString);
        }

        var link = new DirectoryInfo(Path.Combine(directory.Data, "postgres"));
        Assert.StartsWith("/var/lib/smsplatform/", link.LinkTarget, StringComparison.Ordinal);
        await using var again = await directory.StartAsync();
        Assert.Equal(1, await CountRowsAsync(again.ConnectionString));
    }

    /// <summary>The whole life as a normal user: a new cluster, a crash of both, another start, a clean end.</summary>
    [RootFact]
    public async Task Host_WhenRunByANormalUser_RunsTheServerAsThatUser()
    {
        await using var directory = new ClusterDirectory();
        var home = Path.GetDirectoryName(directory.Data)!;
        await GiveToNobodyAsync(home);

        var (first, answer) = await directory.StartHostAsync("nobody", home);
        Assert.Equal("ready", answer);
        var server = directory.ServerProcessId();
        using (var process = Process.GetProcessById(server))
        {
            first.Kill();
            process.Kill();
            await UntilAsync(() => !IsRunning(server));
        }

        var (second, secondAnswer) = await directory.StartHostAsync("nobody", home);
        var owner = await OwnerOfAsync(directory.ServerProcessId());
        server = directory.ServerProcessId();
        second.StandardInput.Close();
        await second.WaitForExitAsync();

        Assert.Equal(("ready", "nobody", 0), (secondAnswer, owner, second.ExitCode));
        Assert.False(IsRunning(server));
    }

    [RootFact]
    public async Task Host_WhenTheDirectoryBelongsToAnother_IsRefusedWithTheReason()
    {
        await using var directory = new ClusterDirectory();
        await (await directory.StartAsync()).DisposeAsync();
        var home = Path.Combine(Path.GetDirectoryName(directory.Data)!, "home");
        Directory.CreateDirectory(home);
        await GiveToNobodyAsync(home);

        var (_, answer) = await directory.StartHostAsync("nobody", home);

        Assert.Contains("must be a directory of nobody", answer, StringComparison.Ordinal);
    }

    // The assemblies are copied too, because a clone may lie where a normal user cannot read.
    private static async Task GiveToNobodyAsync(string home)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(home, Path.GetFileName(file)));
        }

        using var chown = Process.Start("/bin/chown", ["--recursive", "nobody", home]);
        await chown.WaitForExitAsync();
    }

    private static async Task<string> OwnerOfAsync(int processId)
    {
        using var stat = Process.Start(new ProcessStartInfo("/usr/bin/stat", ["--format=%U", $"/proc/{processId}"]) { RedirectStandardOutput = true })!;
        return (await stat.StandardOutput.ReadToEndAsync()).Trim();
    }

    /// <summary>A test that must be root, to become someone else. As a normal user the other tests cover that user.</summary>
    private sealed class RootFactAttribute : FactAttribute
    {
        public RootFactAttribute()
        {
            if (!Environment.IsPrivilegedProcess)
            {
                Skip = "Needs root.";
            }
        }
    }
}
