namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Settings under <c>GraphQL</c>.</summary>
internal sealed class GraphQLSettings
{
    public const string Section = "GraphQL";

    /// <summary>Origins, parted by commas, whose pages may open WebSockets beside those of this host.</summary>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>WebSockets that one user or API key may have open on one node.</summary>
    public int MaxSocketsPerUser { get; set; } = 20;

    /// <summary>Event streams that one user or API key may have open on one node.</summary>
    public int MaxEventStreamsPerUser { get; set; } = 100;

    /// <summary>Subscriptions that one user or API key may have on one node, over whatever they go.</summary>
    public int MaxSubscriptionsPerUser { get; set; } = 200;

    /// <summary>What the operations of one user or API key may weigh on one node in a second, in the long run; 0 for as much as they like.</summary>
    public int CostPerSecond { get; set; } = 20_000;

    /// <summary>What they may weigh at once, after a pause.</summary>
    public int CostBurst { get; set; } = 200_000;

    /// <summary>Only documents that come with the build are executed, but for admins.</summary>
    public bool OnlyPersistedOperations { get; set; }
}
