namespace SmsPlatform.Infrastructure.Database;

/// <summary>Settings under <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";
    public const int LeastPoolSize = 6;

    // A few are always taken: a listener, the jobs, a worker at its work.
    private const int DefaultLeast = 16;
    private const int PerCore = 4;

    /// <summary>
    /// How many connections requests and workers of one node share, where the connection string names no size. Statements are short, so
    /// more than the cores can run at once only take their time from each other: a small pool answers sooner under load than a large one.
    /// </summary>
    public int PoolSize { get; set; } = Math.Max(DefaultLeast, PerCore * Environment.ProcessorCount);
}
