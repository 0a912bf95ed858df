using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text;

namespace SmsPlatform.GraphQL.Data;

/// <summary>Writes an expression as a text that is equal for expressions that do the same with the same values.</summary>
internal sealed class ExpressionKey : ExpressionVisitor
{
    // Plans keep their selectors, and each parent asks for the key of the same one.
    private static readonly ConditionalWeakTable<Expression, string> Selectors = new();

    private readonly StringBuilder _text = new();

    public static string OfSelector(Expression? selector) => selector is null ? "" : Selectors.GetValue(selector, Of);

    public static string Of(Expression? expression)
    {
        var key = new ExpressionKey();
        key.Visit(expression);
        return key._text.ToString();
    }

    public override Expression? Visit(Expression? node)
    {
        if (node is null)
        {
            return null;
        }

        _text.Append('(').Append((int)node.NodeType).Append(' ');
        var visited = base.Visit(node);
        _text.Append(')');
        return visited;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        _text.Append(node.Member.Name);
        return base.VisitMember(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        _text.Append(node.Method.Name);
        return base.VisitMethodCall(node);
    }

    protected override MemberAssignment VisitMemberAssignment(MemberAssignment node)
    {
        _text.Append(node.Member.Name).Append('=');
        return base.VisitMemberAssignment(node);
    }

    protected override Expression VisitNew(NewExpression node)
    {
        _text.Append(node.Type.FullName);
        return base.VisitNew(node);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        _text.Append(node.Name);
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        Append(node.Value is QueryParameter.IBox box ? box.Value : node.Value);
        return node;
    }

    private void Append(object? value)
    {
        if (value is IEnumerable items and not string)
        {
            _text.Append('[');
            foreach (var item in items)
            {
                Append(item);
            }

            _text.Append(']');
            return;
        }

        // With its length, so that no text can pass for the end of itself and the beginning of what follows.
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        _text.Append(text?.Length ?? -1).Append(':').Append(text);
    }
}
