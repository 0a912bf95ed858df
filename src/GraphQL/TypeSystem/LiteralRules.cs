using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Whether a literal without variables is a value of an input type.</summary>
internal static class LiteralRules
{
    public static bool Fits(ValueNode value, GraphQLType type)
    {
        if (type is NonNullType nonNull)
        {
            return value is not NullValueNode && Fits(value, nonNull.InnerType);
        }

        if (value is NullValueNode)
        {
            return true;
        }

        return type switch
        {
            ListType list => value is ListValueNode items
                ? ((IEnumerable<ValueNode>)items.Items).All(item => Fits(item, list.ElementType))
                : Fits(value, list.ElementType),
            ScalarType scalar => scalar.TryCoerceLiteral(value, out _),
            EnumType values => value is EnumValueNode name && values.Values.Find(name.Value) is not null,
            InputObjectType input => value is ObjectValueNode fields && Fits(fields, input),
            _ => false,
        };
    }

    private static bool Fits(ObjectValueNode value, InputObjectType type)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in value.Fields)
        {
            if (!given.Add(node.Name.Value) || type.Fields.Find(node.Name.Value) is not { } field || !Fits(node.Value, field.Type))
            {
                return false;
            }
        }

        if (type.IsOneOf)
        {
            return value.Fields.Count == 1 && value.Fields[0].Value is not NullValueNode;
        }

        return type.Fields.All(field => !field.IsRequired || given.Contains(field.Name));
    }
}
