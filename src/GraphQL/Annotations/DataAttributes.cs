using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SmsPlatform.GraphQL;

/// <summary>The base of attributes whose order on a member matters; the line number tells it.</summary>
[SuppressMessage("Design", "CA1018", Justification = "Derived attributes say where they may stand.")]
public abstract class OrderedAttribute(int order) : Attribute
{
    /// <summary>The place among the member's attributes.</summary>
    public int Order { get; } = order;
}

/// <summary>The list is a connection: <c>first</c>, <c>after</c>, <c>last</c>, <c>before</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "Order is the compiler's.")]
public class UsePagingAttribute(Type? type = null, [CallerLineNumber] int order = 0) : OrderedAttribute(order)
{
    private bool? _includeTotalCount;
    private bool? _allowBackwardPagination;
    private bool? _requirePagingBoundaries;
    private bool? _inferConnectionNameFromField;

    /// <summary>The type of the nodes, when it is not the list's.</summary>
    public Type? Type { get; } = type;

    /// <summary>The connection's name, without <c>Connection</c>.</summary>
    public string? ConnectionName { get; set; }

    /// <summary>Items in a page when the request does not say; 0: as <see cref="PagingOptions"/> says.</summary>
    public int DefaultPageSize { get; set; }

    /// <summary>Most items in a page; 0: as <see cref="PagingOptions"/> says.</summary>
    public int MaxPageSize { get; set; }

    /// <summary>Whether the connection has <c>totalCount</c>.</summary>
    public bool IncludeTotalCount { get => _includeTotalCount ?? false; set => _includeTotalCount = value; }

    /// <summary>Whether <c>last</c> and <c>before</c> are offered.</summary>
    public bool AllowBackwardPagination { get => _allowBackwardPagination ?? true; set => _allowBackwardPagination = value; }

    /// <summary>Whether the request has to say how many items it wants.</summary>
    public bool RequirePagingBoundaries { get => _requirePagingBoundaries ?? false; set => _requirePagingBoundaries = value; }

    /// <summary>Whether the connection is named after the field instead of the item.</summary>
    public bool InferConnectionNameFromField
    {
        get => _inferConnectionNameFromField ?? true;
        set => _inferConnectionNameFromField = value;
    }

    internal PagingOptions Over(PagingOptions defaults) => new()
    {
        DefaultPageSize = DefaultPageSize > 0 ? DefaultPageSize : defaults.DefaultPageSize,
        MaxPageSize = MaxPageSize > 0 ? MaxPageSize : defaults.MaxPageSize,
        IncludeTotalCount = _includeTotalCount ?? defaults.IncludeTotalCount,
        AllowBackwardPagination = _allowBackwardPagination ?? defaults.AllowBackwardPagination,
        RequirePagingBoundaries = _requirePagingBoundaries ?? defaults.RequirePagingBoundaries,
        InferConnectionNameFromField = _inferConnectionNameFromField ?? defaults.InferConnectionNameFromField,
        IncludeNodesField = defaults.IncludeNodesField,
    };
}

/// <summary>As <see cref="UsePagingAttribute"/>, for resolvers that return a connection of keyset cursors.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "Order is the compiler's.")]
public sealed class UseConnectionAttribute([CallerLineNumber] int order = 0) : UsePagingAttribute(null, order)
{
    /// <summary>The connection's name, without <c>Connection</c>.</summary>
    public string? Name { get => ConnectionName; set => ConnectionName = value; }
}

/// <summary>The field takes a <c>where</c> argument.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "Order is the compiler's.")]
public class UseFilteringAttribute(Type? filterType = null, [CallerLineNumber] int order = 0) : OrderedAttribute(order)
{
    /// <summary>The filter input type, or the item's type.</summary>
    public Type? Type { get; } = filterType;
}

/// <summary>The field takes a <c>where</c> argument.</summary>
/// <typeparam name="T">The filter input type, or the item's type.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "Order is the compiler's.")]
public sealed class UseFilteringAttribute<T>([CallerLineNumber] int order = 0) : UseFilteringAttribute(typeof(T), order);

/// <summary>The field takes an <c>order</c> argument.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "Order is the compiler's.")]
public class UseSortingAttribute(Type? sortingType = null, [CallerLineNumber] int order = 0) : OrderedAttribute(order)
{
    /// <summary>The sort input type, or the item's type.</summary>
    public Type? Type { get; } = sortingType;
}

/// <summary>The field takes an <c>order</c> argument.</summary>
/// <typeparam name="T">The sort input type, or the item's type.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "Order is the compiler's.")]
public sealed class UseSortingAttribute<T>([CallerLineNumber] int order = 0) : UseSortingAttribute(typeof(T), order);
