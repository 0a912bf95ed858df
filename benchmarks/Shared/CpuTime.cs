using System.Globalization;

namespace SmsPlatform.Benchmarks;

/// <summary>How much CPU time PostgreSQL has used, all its processes together.</summary>
internal static class CpuTime
{
    // What the kernel counts in, whatever its own timer does.
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(int server)
    {
        var ticks = Directory.EnumerateDirectories("/proc")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
            .Sum(path => TicksOf(path, server.ToString(CultureInfo.InvariantCulture)));
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static long TicksOf(string path, string server)
    {
        try
        {
            // After the name in parentheses: the state, the parent; user and system time are the twelfth and thirteenth.
            var stat = File.ReadAllText(Path.Combine(path, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return Path.GetFileName(path) == server || fields[1] == server
                ? long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)
                : 0;
        }
        catch (IOException)
        {
            // It has ended.
            return 0;
        }
    }
}
