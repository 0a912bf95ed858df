using System.Linq.Expressions;

namespace SmsPlatform.Application.Lists;

/// <summary>What a reader wants of a list.</summary>
/// <param name="Where">Comparisons of the row's own properties with values; null for all rows.</param>
/// <param name="Order">The most important key first; empty for the list's own order.</param>
/// <param name="Fields">The properties that will be read; null for all that are no rows themselves.</param>
public sealed record ListRequest<T>(
    PageRequest Page,
    Expression<Func<T, bool>>? Where = null,
    IReadOnlyList<OrderKey>? Order = null,
    ListFields? Fields = null);

/// <summary>One key of an order.</summary>
/// <param name="Property">The row's property by name.</param>
public sealed record OrderKey(string Property, bool Ascending);
