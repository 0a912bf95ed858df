using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Npgsql;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>Turns a filter over a row's properties into a WHERE clause with parameters. Refuses what no index serves.</summary>
internal sealed class SqlFilter<TRow>(SqlTable<TRow> table, StringBuilder sql, NpgsqlParameterCollection parameters)
    where TRow : class, new()
{
    private const int MaxTerms = 50;
    private int _terms;

    /// <returns>Null when the clause was written, else what is wrong with the filter.</returns>
    public Error? Write(Expression<Func<TRow, bool>> filter)
    {
        try
        {
            WriteTerm(filter.Body, negated: false);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Error;
        }
    }

    private void WriteTerm(Expression term, bool negated)
    {
        if (++_terms > MaxTerms)
        {
            throw new RefusedException(ListErrors.TooManyTerms);
        }

        switch (term)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse } both:
                var isAnd = both.NodeType == ExpressionType.AndAlso != negated;
                sql.Append('(');
                WriteTerm(both.Left, negated);
                sql.Append(isAnd ? " AND " : " OR ");
                WriteTerm(both.Right, negated);
                sql.Append(')');
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                WriteTerm(not.Operand, !negated);
                break;
            case BinaryExpression comparison:
                WriteComparison(comparison, negated);
                break;
            case MethodCallExpression call:
                WriteCall(call, negated);
                break;
            case MemberExpression member when ColumnOf(member) is { } column:
                sql.Append(negated ? "NOT " : "").Append(column.Sql);
                break;
            case ConstantExpression { Value: bool value }:
                sql.Append(value != negated ? "true" : "false");
                break;
            default:
                throw Refuse(term);
        }
    }

    private void WriteComparison(BinaryExpression comparison, bool negated)
    {
        if (ColumnOf(comparison.Left) is not { } column)
        {
            throw Refuse(comparison.Left);
        }

        var value = ValueOf(comparison.Right);
        var kind = comparison.NodeType;
        if (value is null)
        {
            var isEqual = kind == ExpressionType.Equal != negated;
            sql.Append(column.Sql).Append(isEqual ? " IS NULL" : " IS NOT NULL");
            return;
        }

        sql.Append(negated ? "NOT (" : "(").Append(column.Sql).Append(kind switch
        {
            ExpressionType.Equal => " = ",
            ExpressionType.NotEqual => " IS DISTINCT FROM ",
            ExpressionType.GreaterThan => " > ",
            ExpressionType.GreaterThanOrEqual => " >= ",
            ExpressionType.LessThan => " < ",
            ExpressionType.LessThanOrEqual => " <= ",
            _ => throw Refuse(comparison),
        });
        Add(column.Parameter(value));
        sql.Append(')');
    }

    private void WriteCall(MethodCallExpression call, bool negated)
    {
        if (call.Method.Name == nameof(string.StartsWith) && call.Object is not null && ColumnOf(call.Object) is { } text)
        {
            // A prefix is a range, which an index serves in the C collation; LIKE would have to be escaped.
            var prefix = (string)ValueOf(call.Arguments[0])!;
            sql.Append(negated ? "NOT " : "").Append("starts_with(").Append(text.Sql).Append(", ");
            Add(new NpgsqlParameter<string> { TypedValue = prefix });
            sql.Append(')');
            return;
        }

        // list.Contains(row.Property), as an instance method or an extension one.
        var (list, item) = call switch
        {
            { Method.Name: "Contains", Object: { } instance, Arguments: [var only] } => (instance, only),
            { Method.Name: "Contains", Object: null, Arguments: [var source, var sought] } => (source, sought),
            _ => throw Refuse(call),
        };
        if (ColumnOf(item) is not { } column || ValueOf(list) is not IEnumerable values)
        {
            throw Refuse(call);
        }

        sql.Append(negated ? "NOT " : "").Append(column.Sql).Append(" = ANY (");
        Add(column.Parameters(values.Cast<object?>().OfType<object>()));
        sql.Append(')');
    }

    private SqlColumn<TRow>? ColumnOf(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            expression = convert.Operand;
        }

        if (expression is not MemberExpression { Expression: ParameterExpression } member)
        {
            return null;
        }

        return table.Find(member.Member.Name) is { IsIndexed: true } column
            ? column
            : throw new RefusedException(ListErrors.NotFilterable(member.Member.Name));
    }

    /// <summary>The value of an expression that does not depend on the row.</summary>
    private static object? ValueOf(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : ValueOf(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(
            member.Expression is null ? null : ValueOf(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => ValueOf(convert.Operand),
        _ => throw Refuse(expression),
    };

    private void Add(NpgsqlParameter parameter)
    {
        parameters.Add(parameter);
        sql.Append('$').Append(parameters.Count);
    }

    private static RefusedException Refuse(Expression expression) => new(ListErrors.NotFilterable(expression.NodeType.ToString()));

    // Carries a refusal out of the recursion; never leaves this class.
    private sealed class RefusedException(Error error) : Exception
    {
        public Error Error { get; } = error;
    }
}
