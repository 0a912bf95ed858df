namespace SmsPlatform.GraphQL;

/// <summary>The field or argument is an <c>ID</c>; with global ids enabled it carries its type's name.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method)]
public class IDAttribute(string? typeName = null) : Attribute
{
    /// <summary>The object type the id belongs to; for a field the type it is in, when not given.</summary>
    public string? TypeName { get; } = typeName;
}

/// <summary>The field or argument is an <c>ID</c> of the object type of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The runtime type.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method)]
public sealed class IDAttribute<T>() : IDAttribute
{
    /// <summary>The runtime type.</summary>
    public Type RuntimeType { get; } = typeof(T);
}

/// <summary>The object type implements <c>Node</c>; a static method <c>Get</c>, <c>GetAsync</c> or <c>Get{Type}Async</c> loads it by id.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NodeAttribute : Attribute
{
    /// <summary>The property that holds the id; <c>Id</c> when not given.</summary>
    public string? IdField { get; set; }

    /// <summary>The method that loads an object by its id.</summary>
    public string? NodeResolver { get; set; }

    /// <summary>The class of that method, when it is not the type itself.</summary>
    public Type? NodeResolverType { get; set; }
}

/// <summary>The static method loads an object by its <c>id</c>, so its type implements <c>Node</c>.</summary>
/// <remarks>In a query class the method is a field too; in a class with <c>[ObjectType&lt;T&gt;]</c> it is not.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeResolverAttribute : Attribute;
