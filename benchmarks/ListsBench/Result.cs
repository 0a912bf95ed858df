namespace SmsPlatform.ListsBench;

/// <summary>What was measured of one query.</summary>
internal sealed class Result(Query query)
{
    public Query Query { get; } = query;

    /// <summary>SQL commands of one request to the platform.</summary>
    public double Commands { get; set; }

    /// <summary>The bare endpoint under load; empty where there is none.</summary>
    public Series Bare { get; } = new();

    /// <summary>The platform under the same load.</summary>
    public Series Platform { get; } = new();

    /// <summary>The platform with one request at a time.</summary>
    public Series Alone { get; } = new();
}
