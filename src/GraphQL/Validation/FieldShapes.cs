using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Whether values of two types look alike in a result.</summary>
internal static class FieldShapes
{
    /// <summary>Lists and non-null must agree, and so must leaf types; what is in composite types is compared field by field.</summary>
    public static bool Conflict(GraphQLType first, GraphQLType second)
    {
        if (ReferenceEquals(first, second))
        {
            return false;
        }

        return (first, second) switch
        {
            (ListType a, ListType b) => Conflict(a.ElementType, b.ElementType),
            (ListType, _) or (_, ListType) => true,
            (NonNullType a, NonNullType b) => Conflict(a.InnerType, b.InnerType),
            (NonNullType, _) or (_, NonNullType) => true,
            _ => first is ScalarType or EnumType || second is ScalarType or EnumType,
        };
    }

    public static string Reason(GraphQLType first, GraphQLType second) => $"they return conflicting types \"{first}\" and \"{second}\"";
}
