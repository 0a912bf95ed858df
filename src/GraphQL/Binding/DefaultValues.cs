using System.Collections;
using System.Reflection;
using System.Text;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Finds the default values of arguments and input fields.</summary>
internal static class DefaultValues
{
    public static ValueNode? Of(ParameterInfo parameter, GraphQLType type) =>
        OfAttributes(parameter, type) ?? (parameter.HasDefaultValue ? Literal(parameter.DefaultValue, parameter.ParameterType, type) : null);

    /// <summary>The default of an input field: its attribute's, or that of the constructor's parameter.</summary>
    public static ValueNode? Of(PropertyInfo property, GraphQLType type)
    {
        if (OfAttributes(property, type) is { } own)
        {
            return own;
        }

        var parameter = InputFactories.ConstructorOf(property.DeclaringType!)?.GetParameters()
            .FirstOrDefault(item => string.Equals(item.Name, property.Name, StringComparison.OrdinalIgnoreCase));
        return parameter is null ? null : Of(parameter, type);
    }

    /// <summary>The literal of a .NET value.</summary>
    public static ValueNode? Literal(object? value, Type declared, GraphQLType type)
    {
        if (value is null)
        {
            return null;
        }

        var target = Nullable.GetUnderlyingType(declared) ?? declared;
        if (target.IsEnum && value is not System.Enum)
        {
            value = System.Enum.ToObject(target, value);
        }

        return type.NullableType switch
        {
            ListType list when value is IEnumerable items and not string => new ListValueNode(
                (ValueNode[])[.. items.Cast<object?>().Select(item =>
                    item is null ? new NullValueNode() : Literal(item, item.GetType(), list.ElementType)!)]),
            EnumType values => values.TryGetValue(value, out var known) ? new EnumValueNode(known.Name) : null,
            ScalarType scalar => scalar.ToLiteral(value),
            _ => null,
        };
    }

    private static ValueNode? OfAttributes(ICustomAttributeProvider member, GraphQLType type)
    {
        foreach (var attribute in member.GetCustomAttributes(inherit: true))
        {
            if (attribute is DefaultValueSyntaxAttribute { Syntax: { } syntax })
            {
                return Utf8GraphQLParser.ParseValue(Encoding.UTF8.GetBytes(syntax));
            }

            if (attribute is DefaultValueAttribute { Value: var value })
            {
                return value is null ? new NullValueNode() : Literal(value, value.GetType(), type);
            }
        }

        return null;
    }
}
