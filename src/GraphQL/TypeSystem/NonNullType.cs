namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A type without null. Made by <see cref="GraphQLType.AsNonNull"/>.</summary>
public sealed class NonNullType : GraphQLType
{
    internal NonNullType(GraphQLType innerType)
    {
        InnerType = innerType;
    }

    /// <summary>The nullable type; never itself a <see cref="NonNullType"/>.</summary>
    public GraphQLType InnerType { get; }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.NonNull;

    /// <inheritdoc />
    public override NamedType Named => InnerType.Named;

    /// <inheritdoc />
    public override GraphQLType NullableType => InnerType;

    /// <inheritdoc />
    public override string ToString() => $"{InnerType}!";
}
