namespace SmsPlatform.GraphQL.Execution;

/// <summary>Limits of the static cost analysis. The model is HotChocolate's: see docs/graphql.md.</summary>
public sealed class CostOptions
{
    /// <summary>Greatest field cost: what running the resolvers weighs.</summary>
    public double MaxFieldCost { get; set; } = 1_000;

    /// <summary>Greatest type cost: how many objects may be returned.</summary>
    public double MaxTypeCost { get; set; } = 1_000;

    /// <summary>Whether a request that costs more is refused.</summary>
    public bool EnforceCostLimits { get; set; } = true;

    /// <summary>Skips the analysis altogether.</summary>
    public bool SkipAnalyzer { get; set; }

    /// <summary>Whether fields with an asynchronous resolver cost <see cref="DefaultResolverCost"/> unless they say otherwise.</summary>
    public bool ApplyCostDefaults { get; set; } = true;

    /// <summary>Whether a paged field without slicing argument counts as its default page size.</summary>
    public bool ApplySlicingArgumentDefaultValue { get; set; } = true;

    /// <summary>What an asynchronous resolver costs. 10.</summary>
    public double? DefaultResolverCost { get; set; } = 10;
}
