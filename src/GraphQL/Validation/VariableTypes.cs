using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Reads the types of variables.</summary>
internal static class VariableTypes
{
    public static NameNode NameOf(TypeNode type) => type switch
    {
        ListTypeNode list => NameOf(list.Type),
        NonNullTypeNode nonNull => NameOf(nonNull.Type),
        _ => ((NamedTypeNode)type).Name,
    };

    /// <summary>The type a reference means, or null when the schema has none of its name.</summary>
    /// <remarks>
    /// Wrappers are made anew: those of <see cref="GraphQLType.AsList"/> live as long as the schema, and a client could
    /// fill the memory with lists of lists of lists.
    /// </remarks>
    public static GraphQLType? Resolve(Schema schema, TypeNode node)
    {
        switch (node)
        {
            case ListTypeNode list:
                return Resolve(schema, list.Type) is { } element ? new ListType(element) : null;
            case NonNullTypeNode nonNull:
                return Resolve(schema, nonNull.Type) is { } inner ? new NonNullType(inner) : null;
            default:
                return schema.TryGetType(((NamedTypeNode)node).Name.Value, out var type) ? type : null;
        }
    }

    /// <summary>Whether each value of the variable's type is also one of the other.</summary>
    // The specification's AreTypesCompatible(variableType, locationType).
    public static bool AreCompatible(TypeNode variable, GraphQLType location) => (variable, location) switch
    {
        (NonNullTypeNode type, NonNullType expected) => AreCompatible(type.Type, expected.InnerType),
        (_, NonNullType) => false,
        (NonNullTypeNode type, _) => AreCompatible(type.Type, location),
        (ListTypeNode type, ListType expected) => AreCompatible(type.Type, expected.ElementType),
        (NamedTypeNode type, NamedType expected) => type.Name.Value == expected.Name,
        _ => false,
    };

    public static bool HoldsVariables(ValueNode value) => value switch
    {
        VariableNode => true,
        ListValueNode list => Any(list.Items),
        ObjectValueNode fields => Any(fields.Fields),
        _ => false,
    };

    private static bool Any(NodeList<ValueNode> items)
    {
        foreach (var item in items)
        {
            if (HoldsVariables(item))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Any(NodeList<ObjectFieldNode> fields)
    {
        foreach (var field in fields)
        {
            if (HoldsVariables(field.Value))
            {
                return true;
            }
        }

        return false;
    }
}
