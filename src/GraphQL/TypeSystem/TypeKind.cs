namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>The kinds of types, as introspection's <c>__TypeKind</c> names them. The order is the SDL printer's.</summary>
public enum TypeKind
{
    /// <summary>An interface.</summary>
    Interface,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A union.</summary>
    Union,

    /// <summary>An input object.</summary>
    InputObject,

    /// <summary>An enum.</summary>
    Enum,

    /// <summary>A scalar.</summary>
    Scalar,

    /// <summary>A list.</summary>
    List,

    /// <summary>A non-null wrapper.</summary>
    NonNull,
}
