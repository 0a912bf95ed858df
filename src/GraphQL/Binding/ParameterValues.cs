using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>What compiled resolvers call to get their parameters.</summary>
internal static class ParameterValues
{
    public static T KeyedService<T>(IServiceProvider services, string key)
        where T : notnull =>
        services.GetRequiredKeyedService<T>(key);

    public static ClaimsPrincipal User(ResolverContext context) => context.User ?? new ClaimsPrincipal(new ClaimsIdentity());

    public static HttpContext HttpContext(ResolverContext context) =>
        (context.ContextData.TryGetValue(nameof(HttpContext), out var value) ? value as HttpContext : null)
        ?? context.Services.GetService<IHttpContextAccessor>()?.HttpContext
        ?? throw new InvalidOperationException("The request did not come over HTTP.");

    public static HttpRequest HttpRequest(ResolverContext context) => HttpContext(context).Request;

    public static HttpResponse HttpResponse(ResolverContext context) => HttpContext(context).Response;

    public static T State<T>(ResolverContext context, string key, bool isOptional)
    {
        if (context.ContextData.TryGetValue(key, out var value) && value is T typed)
        {
            return typed;
        }

        return isOptional ? default! : throw new InvalidOperationException($"There is no state `{key}` of the type {typeof(T)}.");
    }

    public static bool IsSelected(ResolverContext context, string[] fieldNames)
    {
        var selection = context.Selection;
        return Array.Exists(fieldNames, selection.IsSelected);
    }

    public static ConnectionFlags Flags(ResolverContext context)
    {
        var selection = context.Selection;
        return (selection.IsSelected("edges") ? ConnectionFlags.Edges : 0)
            | (selection.IsSelected("nodes") ? ConnectionFlags.Nodes : 0)
            | (selection.IsSelected("pageInfo") ? ConnectionFlags.PageInfo : 0)
            | (selection.IsSelected("totalCount") ? ConnectionFlags.TotalCount : 0);
    }

    public static QueryContext<T> QueryContext<T>(ResolverContext context, FilterArgument? filter, SortArgument? sort, bool isPaged) => new(
        Projection.Of<T>(context.Selection, isPaged),
        filter?.Read(context).AsPredicate<T>(),
        sort?.Read(context).AsSortDefinition<T>());
}
