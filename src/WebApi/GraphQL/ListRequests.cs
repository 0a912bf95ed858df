using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Lists = SmsPlatform.Application.Lists;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Turns what the schema knows of a list into what the application does, and a page into a connection.</summary>
internal static class ListRequests
{
    // A document's plan keeps its selectors.
    private static readonly ConditionalWeakTable<LambdaExpression, Lists.ListFields?> Selections = new();

    public static Lists.ListRequest<T> Of<T>(PagingArguments paging, QueryContext<T>? query = null) => new(
        new Lists.PageRequest(paging.First, paging.After, paging.Last, paging.Before, paging.IncludeTotalCount),
        query?.Predicate,
        query?.Sorting?.Operations.Select(key => new Lists.OrderKey(PropertyOf(key.KeySelector), key.Ascending)).ToList(),
        query?.Selector is { } selector ? Selections.GetValue(selector, FieldsOf) : null);

    /// <summary>The same page, as the server's data loaders and connections take it.</summary>
    public static Page<T> ToPage<T>(this Lists.Page<T> page)
        where T : class =>
        new(
            [.. page.Items.Select(item => item.Value)],
            page.HasNextPage,
            page.HasPreviousPage,
            value => page.Items.First(item => item.Value == value).Cursor,
            page.TotalCount);

    public static Connection<T> ToConnection<T>(this Lists.Page<T> page)
        where T : class =>
        page.ToPage().ToConnection();

    private static Lists.ListFields? FieldsOf(LambdaExpression selector) => FieldsOf(selector.Body);

    // A row within the row is projected where it is there, or read whole.
    private static Lists.ListFields? FieldsOf(Expression value) => value switch
    {
        MemberInitExpression row => new Lists.ListFields(row.Bindings.OfType<MemberAssignment>().Select(
            binding => KeyValuePair.Create(binding.Member.Name, FieldsOf(binding.Expression)))),
        ConditionalExpression { IfFalse: var row } => FieldsOf(row),
        _ => null,
    };

    private static string PropertyOf(LambdaExpression key) => ((MemberExpression)key.Body).Member.Name;
}
