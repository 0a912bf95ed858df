namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>Habits of a data loader.</summary>
public sealed class DataLoaderOptions
{
    /// <summary>Most keys of one batch; more are loaded in several. 1024, so that they fit a SQL array comfortably.</summary>
    public int MaxBatchSize { get; set; } = 1024;
}
