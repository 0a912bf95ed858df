namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A list. Made by <see cref="GraphQLType.AsList"/>.</summary>
public sealed class ListType : GraphQLType
{
    internal ListType(GraphQLType elementType)
    {
        ElementType = elementType;
    }

    /// <summary>The type of the items.</summary>
    public GraphQLType ElementType { get; }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.List;

    /// <inheritdoc />
    public override NamedType Named => ElementType.Named;

    /// <inheritdoc />
    public override string ToString() => $"[{ElementType}]";
}
