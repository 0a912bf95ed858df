using System.Globalization;
using System.Linq.Expressions;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>What a filter comes to for rows of which some properties are known.</summary>
internal static class FilterTruth
{
    /// <returns>Null when it depends on what is not known.</returns>
    public static bool? Of(Expression term, IReadOnlyDictionary<string, object> facts)
    {
        switch (term)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso } both:
                return And(Of(both.Left, facts), Of(both.Right, facts));
            case BinaryExpression { NodeType: ExpressionType.OrElse } both:
                return !And(!Of(both.Left, facts), !Of(both.Right, facts));
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                return !Of(not.Operand, facts);
            case BinaryExpression { NodeType: ExpressionType.Equal or ExpressionType.NotEqual } comparison
                when Known(comparison.Left, facts) is { } known && FilterTerms.TryValueOf(comparison.Right, out var value):
                return IsSame(known, value) == (comparison.NodeType == ExpressionType.Equal);
            case MethodCallExpression call
                when FilterTerms.IsContains(call, out var property, out var values) && facts.TryGetValue(property, out var known):
                return values.Any(value => IsSame(known, value));
            case MemberExpression member:
                return Known(member, facts) as bool?;
            case ConstantExpression { Value: bool value }:
                return value;
            default:
                return null;
        }
    }

    private static bool? And(bool? left, bool? right) => left is false || right is false ? false : left is true && right is true ? true : null;

    private static object? Known(Expression expression, IReadOnlyDictionary<string, object> facts) =>
        FilterTerms.PropertyOf(expression) is { } property ? facts.GetValueOrDefault(property) : null;

    // The compiler compares enums as numbers.
    private static bool IsSame(object known, object? value) => value is not null && (known is Enum
        ? Convert.ToInt64(known, CultureInfo.InvariantCulture) == Convert.ToInt64(value, CultureInfo.InvariantCulture)
        : known.Equals(value));
}
