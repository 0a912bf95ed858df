using System.Linq.Expressions;
using Lists = SmsPlatform.Application.Lists;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Turns what the schema knows of a list into what the application does, and a page into a connection.</summary>
internal static class ListRequests
{
    public static Lists.ListRequest<T> Of<T>(PagingArguments paging, QueryContext<T>? query = null) => new(
        new Lists.PageRequest(paging.First, paging.After, paging.Last, paging.Before, paging.IncludeTotalCount),
        query?.Predicate,
        query?.Sorting?.Operations.Select(key => new Lists.OrderKey(PropertyOf(key.KeySelector), key.Ascending)).ToList(),
        query?.Selector is { Body: MemberInitExpression fields }
            ? fields.Bindings.Select(binding => binding.Member.Name).ToHashSet()
            : null);

    /// <summary>The same page, as the server's data loaders and connections take it.</summary>
    public static Page<T> ToPage<T>(this Lists.Page<T> page)
        where T : class
    {
        var cursors = page.Items.ToDictionary(item => item.Value, item => item.Cursor);
        return new Page<T>(
            [.. page.Items.Select(item => item.Value)],
            page.HasNextPage,
            page.HasPreviousPage,
            item => cursors[item],
            page.TotalCount);
    }

    public static Connection<T> ToConnection<T>(this Lists.Page<T> page)
        where T : class =>
        page.ToPage().ToConnection();

    private static string PropertyOf(LambdaExpression key) => ((MemberExpression)key.Body).Member.Name;
}
