using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>Where everything of one cluster lies, so made that the server's account can reach it.</summary>
internal sealed class ClusterLayout
{
    public const int Port = 5432;
    public const string User = "app";

    // sun_path of sockaddr_un, without the final NUL.
    private const int LongestSocketPath = 107;
    private const string SystemStore = "/var/lib/smsplatform";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Traversable = Private
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly ServerAccount _account;

    private ClusterLayout(string root, ServerAccount account)
    {
        Root = root;
        _account = account;
        SocketDirectory = ChooseSocketDirectory(root);
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string LogDirectory => Path.Combine(Root, "log");

    public string SocketDirectory { get; }

    public string Socket => SocketPath(SocketDirectory);

    public string LockFile => Path.Combine(Root, "lock");

    public string OwnerFile => Path.Combine(Root, "owner");

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>What the server says before its own log takes over.</summary>
    public string StartLog => Path.Combine(LogDirectory, "start.log");

    public ServerAccount Account => _account;

    /// <summary>Makes the directories that are missing, except the data itself.</summary>
    public static ClusterLayout Prepare(PrivateClusterOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PrivateClusterException(
                "The private PostgreSQL cluster needs Linux. Set ConnectionStrings__Database to a server of your own.");
        }

        var account = ServerAccount.ForServer();
        try
        {
            var parent = Path.GetFullPath(options.DataDirectory);
            CreateTraversable(parent);

            // Without links on the way, because the process table shows real paths.
            parent = ServerAccount.Current.Run("/usr/bin/realpath", ["--", parent]).Output.TrimEnd('\n');
            var layout = new ClusterLayout(ChooseRoot(Path.Combine(parent, "postgres"), account), account);
            layout.MakePrivate(layout.LogDirectory);
            layout.MakePrivate(layout.SocketDirectory);
            return layout;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new PrivateClusterException(
                $"The data directory {options.DataDirectory} cannot be used by {Environment.UserName}: {exception.Message} "
                + "Start the platform as its owner, or set Data__Directory to another place.",
                exception);
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketDirectory,
        Port = Port,
        Username = User,
        Database = database,
    }.ConnectionString;

    /// <summary>The major version that made the data, or null when there is none yet.</summary>
    public int? DataMajor()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    [SupportedOSPlatform("linux")]
    private static string ChooseRoot(string wanted, ServerAccount account)
    {
        if (new DirectoryInfo(wanted).LinkTarget is { } target)
        {
            MakePrivate(target, account);
            return target;
        }

        var isNew = !Directory.Exists(wanted);
        MakePrivate(wanted, account);
        if (CanEnter(wanted, account))
        {
            return wanted;
        }

        if (!isNew)
        {
            throw new PrivateClusterException(
                $"The {account.SwitchTo ?? Environment.UserName} account cannot enter {wanted}: check the permissions of the "
                + "directories above it, or set Data__Directory to another place.");
        }

        // Root's home (and a directory from mktemp) is closed to the server's account, and opening it is not ours to decide.
        // The link keeps the cluster where it was asked for, for us and for whoever looks.
        Directory.Delete(wanted);
        var elsewhere = Path.Combine(SystemStore, Digest(wanted));
        CreateTraversable(SystemStore);
        MakePrivate(elsewhere, account);
        Directory.CreateSymbolicLink(wanted, elsewhere);
        return elsewhere;
    }

    private static string ChooseSocketDirectory(string root)
    {
        // A comma parts hosts in a connection string and directories in the server's settings, and a quote ends them.
        var beside = Path.Combine(root, "socket");
        var isPlain = beside.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-');
        return isPlain && SocketPath(beside).Length <= LongestSocketPath
            ? beside
            : Path.Combine("/tmp", $"smsplatform-{Digest(root)}");
    }

    private static string SocketPath(string directory) => $"{directory}/.s.PGSQL.{Port}";

    // Eight bytes of a digest: enough to tell a machine's data directories apart, short enough for a socket.
    private static string Digest(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 8));

    [SupportedOSPlatform("linux")]
    private static void CreateTraversable(string directory)
    {
        var missing = new Stack<string>();
        for (var current = directory; current is not null && !Directory.Exists(current); current = Path.GetDirectoryName(current))
        {
            missing.Push(current);
        }

        foreach (var each in missing)
        {
            Directory.CreateDirectory(each);
            File.SetUnixFileMode(each, Traversable);
        }
    }

    [SupportedOSPlatform("linux")]
    private void MakePrivate(string directory) => MakePrivate(directory, _account);

    [SupportedOSPlatform("linux")]
    private static void MakePrivate(string directory, ServerAccount account)
    {
        if (!Directory.Exists(directory))
        {
            // As ourselves: the account cannot write to the parent. The link's or the directory's owner is set afterwards.
            Directory.CreateDirectory(directory, Private);
            if (account.SwitchTo is { } owner)
            {
                Must(ServerAccount.Current.Run("/usr/bin/chown", ["--no-dereference", $"{owner}:", directory]), directory);
            }
        }

        // In /tmp anyone could have made it first, to listen in.
        var stat = ServerAccount.Current.Run("/usr/bin/stat", ["--format=%U %a %F", directory]);
        var expected = $"{account.SwitchTo ?? Environment.UserName} 700 directory";
        if (stat.Output.Trim() != expected)
        {
            throw new PrivateClusterException(
                $"{directory} must be a directory of {account.SwitchTo ?? Environment.UserName} that no one else may enter (found: {stat.Text}). "
                + "Start the platform as the user that made it, or set Data__Directory to another place.");
        }
    }

    private static bool CanEnter(string directory, ServerAccount account) =>
        account.Run("/usr/bin/test", ["-w", directory, "-a", "-x", directory]).Succeeded;

    private static void Must(ServerAccount.Outcome outcome, string directory)
    {
        if (!outcome.Succeeded)
        {
            throw new PrivateClusterException($"{directory} could not be given to the server's account: {outcome.Text}");
        }
    }
}
