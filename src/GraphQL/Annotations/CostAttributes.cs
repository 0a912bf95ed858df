using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL;

/// <summary>What a field, argument or type adds to the cost of a request.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class CostAttribute(double weight) : Attribute
{
    /// <summary>The weight.</summary>
    public double Weight { get; } = weight;
}

/// <summary>Tells the cost analysis how long a list can be.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Performance", "CA1819", Justification = "Attributes can only hold arrays.")]
public sealed class ListSizeAttribute : Attribute
{
    /// <summary>The greatest length.</summary>
    public int AssumedSize { get; set; } = -1;

    /// <summary>The arguments whose value is the length.</summary>
    public string[]? SlicingArguments { get; set; }

    /// <summary>The length when none of them is given.</summary>
    public int SlicingArgumentDefaultValue { get; set; } = -1;

    /// <summary>The fields beneath that have that length, instead of the field itself.</summary>
    public string[]? SizedFields { get; set; }

    /// <summary>Whether exactly one of the slicing arguments has to be given.</summary>
    public bool RequireOneSlicingArgument { get; set; } = true;
}
