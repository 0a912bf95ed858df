using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Data;

/// <summary>What a plan keeps of a projection.</summary>
/// <param name="Selector">Null when the rows are loaded whole.</param>
internal sealed record PlannedProjection(LambdaExpression? Selector);

/// <summary>Makes the expression that loads only the properties a request selects.</summary>
internal static class Projection
{
    /// <summary>The projection of a field's rows.</summary>
    /// <param name="selection">The field.</param>
    /// <param name="isPaged">Whether the rows are the nodes of the field's connection.</param>
    /// <returns>Null when the rows have to be loaded whole: a resolver may read any property, or the type cannot be made empty.</returns>
    public static Expression<Func<T, T>>? Of<T>(ISelection selection, bool isPaged)
    {
        var planned = selection is SelectionView view ? view.Project(Make) : Make(selection);

        // A selection has one kind of rows; whoever asks for another one gets them whole.
        return planned.Selector as Expression<Func<T, T>>;

        PlannedProjection Make(ISelection field) => new(Create<T>(field, isPaged));
    }

    private static Expression<Func<T, T>>? Create<T>(ISelection selection, bool isPaged)
    {
        IReadOnlyList<ISelection> rows = isPaged ? [.. Nodes(selection)] : [selection];
        var row = Expression.Parameter(typeof(T), "row");
        return Make(row, [.. rows.SelectMany(item => item.GetSelections())]) is { } body
            ? Expression.Lambda<Func<T, T>>(body, row)
            : null;
    }

    /// <summary>Takes a projection off a query.</summary>
    public static (Expression Inner, LambdaExpression? Selector) TakeOff(Expression source) =>
        source is MethodCallExpression { Method: { Name: nameof(Queryable.Select) } method } call
        && method.DeclaringType == typeof(Queryable)
        && call.Arguments[1] is UnaryExpression { Operand: LambdaExpression { Parameters.Count: 1 } selector }
        && selector.ReturnType == selector.Parameters[0].Type
            ? (call.Arguments[0], selector)
            : (source, null);

    /// <summary>The projection with the keys of the order loaded too; cursors are made of them.</summary>
    public static Expression<Func<T, T>> Including<T>(Expression<Func<T, T>> selector, IEnumerable<OrderKey> keys) =>
        keys.Aggregate(selector, (made, key) => Include(made, key.Selector));

    /// <summary>The projection with one more property.</summary>
    public static Expression<Func<T, T>> Include<T>(Expression<Func<T, T>> selector, LambdaExpression property)
    {
        if (selector.Body is not MemberInitExpression made
            || property.Body is not MemberExpression { Expression: ParameterExpression, Member: PropertyInfo member }
            || made.Bindings.Any(binding => binding.Member.Name == member.Name))
        {
            return selector;
        }

        var target = typeof(T).GetProperty(member.Name)!;
        return Expression.Lambda<Func<T, T>>(
            made.Update(made.NewExpression, [.. made.Bindings, Expression.Bind(target, Expression.Property(selector.Parameters[0], target))]),
            selector.Parameters);
    }

    private static IEnumerable<ISelection> Nodes(ISelection connection)
    {
        foreach (var selection in connection.GetSelections())
        {
            if (selection.Field.Name == "nodes")
            {
                yield return selection;
            }
            else if (selection.Field.Name == "edges")
            {
                foreach (var edge in selection.GetSelections().Where(edge => edge.Field.Name == "node"))
                {
                    yield return edge;
                }
            }
        }
    }

    private static MemberInitExpression? Make(Expression row, IReadOnlyList<ISelection> selections)
    {
        if (row.Type.IsAbstract || row.Type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            return null;
        }

        var bindings = new Dictionary<string, MemberBinding>(StringComparer.Ordinal);
        foreach (var fields in selections.GroupBy(selection => selection.Field))
        {
            if (fields.Key.Requirements is { } required)
            {
                if (required.Count == 0 || !required.All(name => TryBindRequired(row, name, fields, bindings)))
                {
                    return null;
                }
            }
            else if (fields.Key.Binding is PureBinding { Accessor: { } accessor })
            {
                if (accessor.Body is not MemberExpression { Expression: ParameterExpression, Member: PropertyInfo property }
                    || !TryBind(row, property, [.. fields.SelectMany(field => field.GetSelections())], bindings))
                {
                    return null;
                }
            }
            else if (fields.Key.Binding is PureBinding)
            {
                return null;
            }
        }

        return bindings.Count == 0 ? null : Expression.MemberInit(Expression.New(constructor), bindings.Values);
    }

    // A resolver that requires the very row it returns needs of it what is selected, and no more.
    private static bool TryBindRequired(
        Expression row, string name, IGrouping<OutputField, ISelection> fields, Dictionary<string, MemberBinding> bindings)
    {
        // Where two fields require it, each its own part, it is loaded whole.
        var isFirst = !bindings.Remove(name);
        return (isFirst
                && row.Type.GetProperty(name) is { } property
                && property.PropertyType == fields.Key.Type.Named.RuntimeType
                && TryBind(row, property, [.. fields.SelectMany(field => field.GetSelections())], bindings))
            || TryBind(row, name, bindings);
    }

    private static bool TryBind(Expression row, string name, Dictionary<string, MemberBinding> bindings) =>
        row.Type.GetProperty(name) is { CanWrite: true } property
        && (bindings.TryAdd(name, Expression.Bind(property, Expression.Property(row, property))) || bindings.ContainsKey(name));

    private static bool TryBind(Expression row, PropertyInfo property, IReadOnlyList<ISelection> below, Dictionary<string, MemberBinding> bindings)
    {
        var target = row.Type.GetProperty(property.Name);
        if (target is not { CanWrite: true })
        {
            return false;
        }

        Expression value = Expression.Property(row, target);
        if (below.Count > 0)
        {
            var element = Binding.TypeShape.Of(target).Element?.Type;
            Expression? inner = element is null ? Nested(value, below) : NestedList(value, element, below);
            if (inner is null || !target.PropertyType.IsAssignableFrom(inner.Type))
            {
                return false;
            }

            value = inner;
        }

        bindings[property.Name] = Expression.Bind(target, value);
        return true;
    }

    private static ConditionalExpression? Nested(Expression value, IReadOnlyList<ISelection> below) => Make(value, below) is { } made
        ? Expression.Condition(
            Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null, value.Type), made, value.Type)
        : null;

    private static MethodCallExpression? NestedList(Expression value, Type element, IReadOnlyList<ISelection> below)
    {
        var item = Expression.Parameter(element, "item");
        return Make(item, below) is { } made
            ? Expression.Call(
                typeof(Enumerable),
                nameof(Enumerable.ToList),
                [element],
                Expression.Call(typeof(Enumerable), nameof(Enumerable.Select), [element, element], value, Expression.Lambda(made, item)))
            : null;
    }
}
