using System.Linq.Expressions;
using System.Text;
using Npgsql;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A filter as SQL; equal for filters that differ in parameters only.</summary>
/// <param name="Text">A condition, for a WHERE clause.</param>
/// <param name="Selective">The first term on a selective column that all rows must fulfil.</param>
internal sealed record FilterSql(string Text, SelectiveTerm? Selective);

/// <summary>A condition on a column of which an index holds each value's rows in the list's order.</summary>
/// <param name="List">The parameter with the values; null where there is but one.</param>
internal sealed record SelectiveTerm(string Column, string? List);

/// <summary>Turns a filter over a row's properties into a WHERE clause with parameters. Refuses what no index serves.</summary>
internal sealed class SqlFilter<TRow>
    where TRow : class, new()
{
    private const int MaxTerms = 50;
    private readonly SqlTable<TRow> _table;
    private readonly NpgsqlParameterCollection _parameters;
    private readonly StringBuilder _sql = new();
    private SelectiveTerm? _selective;
    private int _terms;

    private SqlFilter(SqlTable<TRow> table, NpgsqlParameterCollection parameters)
    {
        _table = table;
        _parameters = parameters;
    }

    /// <summary>Writes a filter and adds its values to the parameters.</summary>
    public static Result<FilterSql> Write(SqlTable<TRow> table, Expression<Func<TRow, bool>> filter, NpgsqlParameterCollection parameters)
    {
        var writer = new SqlFilter<TRow>(table, parameters);
        try
        {
            writer.WriteTerm(filter.Body, negated: false, isRequired: true);
            return new FilterSql(writer._sql.ToString(), writer._selective);
        }
        catch (RefusedException refused)
        {
            return refused.Error;
        }
    }

    private void WriteTerm(Expression term, bool negated, bool isRequired)
    {
        if (++_terms > MaxTerms)
        {
            throw new RefusedException(ListErrors.TooManyTerms);
        }

        switch (term)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse } both:
                var isAnd = both.NodeType == ExpressionType.AndAlso != negated;
                _sql.Append('(');
                WriteTerm(both.Left, negated, isRequired && isAnd);
                _sql.Append(isAnd ? " AND " : " OR ");
                WriteTerm(both.Right, negated, isRequired && isAnd);
                _sql.Append(')');
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                WriteTerm(not.Operand, !negated, isRequired);
                break;
            case BinaryExpression comparison:
                WriteComparison(comparison, negated, isRequired);
                break;
            case MethodCallExpression call:
                WriteCall(call, negated, isRequired);
                break;
            case MemberExpression member when ColumnOf(member) is { } column:
                WriteValues(column, [true], negated);
                break;
            case ConstantExpression { Value: bool value }:
                _sql.Append(value != negated ? "true" : "false");
                break;
            default:
                throw Refuse(term);
        }
    }

    private void WriteComparison(BinaryExpression comparison, bool negated, bool isRequired)
    {
        if (ColumnOf(comparison.Left) is not { } column)
        {
            throw Refuse(comparison.Left);
        }

        if (!FilterTerms.TryValueOf(comparison.Right, out var value))
        {
            throw Refuse(comparison.Right);
        }

        var kind = comparison.NodeType;
        if (value is null)
        {
            var isEqual = kind == ExpressionType.Equal != negated;
            _sql.Append(column.Sql).Append(isEqual ? " IS NULL" : " IS NOT NULL");
            return;
        }

        if (column.Domain is not null && kind is ExpressionType.Equal or ExpressionType.NotEqual)
        {
            WriteValues(column, [value], negated != (kind == ExpressionType.NotEqual));
            return;
        }

        _sql.Append(negated ? "NOT (" : "(").Append(column.Sql).Append(kind switch
        {
            ExpressionType.Equal => " = ",
            ExpressionType.NotEqual => " IS DISTINCT FROM ",
            ExpressionType.GreaterThan => " > ",
            ExpressionType.GreaterThanOrEqual => " >= ",
            ExpressionType.LessThan => " < ",
            ExpressionType.LessThanOrEqual => " <= ",
            _ => throw Refuse(comparison.Left),
        });
        Add(column.Parameter(Storable(column.Name, value)));
        _sql.Append(')');
        if (isRequired && column.IsSelective && (kind, negated) is (ExpressionType.Equal, false) or (ExpressionType.NotEqual, true))
        {
            _selective ??= new SelectiveTerm(column.Sql, List: null);
        }
    }

    private void WriteCall(MethodCallExpression call, bool negated, bool isRequired)
    {
        if (call.Method.Name == nameof(string.StartsWith)
            && call.Object is not null
            && ColumnOf(call.Object) is { IsSelective: false } text
            && FilterTerms.TryValueOf(call.Arguments[0], out var prefix))
        {
            // LIKE would have to be escaped.
            _sql.Append(negated ? "NOT " : "").Append("starts_with(").Append(text.Sql).Append(", ");
            Add(new NpgsqlParameter<string> { TypedValue = (string)Storable(text.Name, prefix!) });
            _sql.Append(')');
            return;
        }

        if (!FilterTerms.IsContains(call, out var property, out var values))
        {
            throw Refuse(call.Object ?? call);
        }

        var column = Find(property);
        var sought = values.OfType<object>().Select(value => Storable(property, value)).ToList();
        if (column.Domain is not null)
        {
            WriteValues(column, sought, negated);
            return;
        }

        _sql.Append(negated ? "NOT " : "").Append(column.Sql).Append(" = ANY (");
        Add(column.Parameters(sought));
        _sql.Append(')');
        if (isRequired && column.IsSelective && !negated)
        {
            _selective ??= new SelectiveTerm(column.Sql, $"${_parameters.Count}");
        }
    }

    // Named in the statement, not as parameters, so that it is planned for these values; and never as those it must not be,
    // for which no index can be searched.
    private void WriteValues(SqlColumn<TRow> column, IReadOnlyList<object> values, bool negated)
    {
        var sought = values.Select(column.Literal).ToHashSet();
        var literals = column.Domain!.Select(column.Literal).Where(literal => sought.Contains(literal) != negated).ToList();
        _ = literals switch
        {
            [] => _sql.Append("false"),
            ["true"] => _sql.Append(column.Sql),
            ["false"] => _sql.Append("NOT ").Append(column.Sql),
            [var only] => _sql.Append(column.Sql).Append(" = ").Append(only),
            _ => _sql.Append(column.Sql).Append(" IN (").AppendJoin(", ", literals).Append(')'),
        };
    }

    private SqlColumn<TRow>? ColumnOf(Expression expression) =>
        FilterTerms.PropertyOf(expression) is { } property ? Find(property) : null;

    private SqlColumn<TRow> Find(string property) => _table.Find(property) is { IsIndexed: true } column
        ? column
        : throw new RefusedException(ListErrors.NotFilterable(property));

    private void Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        _sql.Append('$').Append(_parameters.Count);
    }

    // PostgreSQL's texts hold every character but this one, and it fails over it.
    private static object Storable(string property, object value) => value is string text && text.Contains('\0')
        ? throw new RefusedException(ListErrors.NoText(property))
        : value;

    private static RefusedException Refuse(Expression expression) =>
        new(ListErrors.NotFilterable(FilterTerms.PropertyOf(expression) ?? expression.NodeType.ToString()));

    // Carries a refusal out of the recursion; never leaves this class.
    private sealed class RefusedException(Error error) : Exception
    {
        public Error Error { get; } = error;
    }
}
