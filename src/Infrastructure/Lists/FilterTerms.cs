using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>Takes the terms of a filter apart: properties of the row, and values that do not depend on it.</summary>
internal static class FilterTerms
{
    /// <summary>The row's property that an expression reads; null when it is something else.</summary>
    public static string? PropertyOf(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            expression = convert.Operand;
        }

        return expression is MemberExpression { Expression: ParameterExpression } member ? member.Member.Name : null;
    }

    /// <summary>The value of an expression that does not depend on the row.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryValueOf(Expression? expression, out object? value)
    {
        value = null;
        switch (expression)
        {
            case null:
                return true;
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case MemberExpression { Member: FieldInfo field } member when TryValueOf(member.Expression, out var owner):
                value = field.GetValue(owner);
                return true;
            case MemberExpression { Member: PropertyInfo property } member when TryValueOf(member.Expression, out var owner):
                value = property.GetValue(owner);
                return true;
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                return TryValueOf(convert.Operand, out value);
            default:
                return false;
        }
    }

    /// <summary>Whether a call is <c>list.Contains(row.Property)</c>, as an instance method or an extension one.</summary>
    public static bool IsContains(MethodCallExpression call, out string property, out IReadOnlyList<object?> values)
    {
        (property, values) = ("", []);
        (Expression List, Expression Item)? contains = call switch
        {
            { Method.Name: "Contains", Object: { } instance, Arguments: [var only] } => (instance, only),
            { Method.Name: "Contains", Object: null, Arguments: [var source, var sought] } => (source, sought),
            _ => null,
        };
        if (contains is not var (list, item)
            || PropertyOf(item) is not { } name
            || !TryValueOf(list, out var value)
            || value is not IEnumerable items)
        {
            return false;
        }

        (property, values) = (name, [.. items.Cast<object?>()]);
        return true;
    }

    /// <summary>The terms that all must hold.</summary>
    public static IEnumerable<Expression> Conjuncts(Expression term) =>
        term is BinaryExpression { NodeType: ExpressionType.AndAlso } both ? Conjuncts(both.Left).Concat(Conjuncts(both.Right)) : [term];
}
