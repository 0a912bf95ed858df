namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>What the host's own PostgreSQL cluster is made of.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>The platform's data directory. The cluster lives in its <c>postgres</c> folder; keys and media lie beside it.</summary>
    public required string DataDirectory { get; init; }

    public string Database { get; init; } = "smsplatform";

    public int MaxConnections { get; init; } = 100;

    public int SharedBuffersMegabytes { get; init; } = 128;

    /// <summary>False only where the data may be lost, as in tests: no flush to disk, and loss or damage on a crash.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Where to look for the server's binaries; null means the usual places (see <see cref="PostgresBinaries"/>).</summary>
    public IReadOnlyList<string>? BinaryDirectories { get; init; }

    /// <summary>How long the server may take to accept a connection. Long, because it replays its log first after a crash.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
