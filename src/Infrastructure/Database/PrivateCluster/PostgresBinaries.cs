using System.Globalization;
using System.Text.RegularExpressions;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>An installed PostgreSQL server: the directory of its programs and its major version.</summary>
internal sealed partial record PostgresBinaries(string Directory, int Major)
{
    private const int OldestMajor = 15;
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(Directory, name);

    /// <summary>
    /// Finds the newest server, or the one of <paramref name="requiredMajor"/>, because a data directory can only be opened by
    /// the major version that made it.
    /// </summary>
    public static PostgresBinaries Find(IReadOnlyList<string>? directories, int? requiredMajor)
    {
        var searched = directories ?? [.. UsualDirectories().Distinct()];
        var found = searched
            .Where(directory => Programs.All(program => File.Exists(Path.Combine(directory, program))))
            .Select(directory => new PostgresBinaries(directory, MajorOf(directory)))
            .OrderByDescending(binaries => binaries.Major)
            .ToList();

        if (requiredMajor is { } major)
        {
            return found.Find(binaries => binaries.Major == major) ?? throw new PrivateClusterException(
                $"The data directory was made by PostgreSQL {major}, which is not installed here (found: {Describe(found)}). "
                + $"Install it (Debian: apt-get install postgresql-{major}), or move the data with pg_dump.");
        }

        return found.Find(binaries => binaries.Major >= OldestMajor) ?? throw new PrivateClusterException(
            $"No PostgreSQL {OldestMajor} or newer was found (found: {Describe(found)}; looked for initdb, pg_ctl and postgres in "
            + $"{string.Join(", ", searched)}). Install it (Debian: apt-get install postgresql), or set ConnectionStrings__Database "
            + "to a server of your own.");
    }

    private static string Describe(List<PostgresBinaries> found) =>
        found.Count == 0 ? "none" : string.Join(", ", found.Select(binaries => $"{binaries.Major} in {binaries.Directory}"));

    private static IEnumerable<string> UsualDirectories()
    {
        const string DebianRoot = "/usr/lib/postgresql";
        if (System.IO.Directory.Exists(DebianRoot))
        {
            foreach (var version in System.IO.Directory.EnumerateDirectories(DebianRoot))
            {
                yield return Path.Combine(version, "bin");
            }
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var directory in path)
        {
            yield return directory;
        }

        var config = path.Select(directory => Path.Combine(directory, "pg_config")).FirstOrDefault(File.Exists);
        if (config is not null)
        {
            yield return ServerAccount.Current.Run(config, ["--bindir"]).Output.Trim();
        }
    }

    private static int MajorOf(string directory)
    {
        var version = ServerAccount.Current.Run(Path.Combine(directory, "postgres"), ["--version"]).Output;
        var match = MajorVersion().Match(version);
        return match.Success ? int.Parse(match.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+")]
    private static partial Regex MajorVersion();
}
