namespace SmsPlatform.GraphQL;

/// <summary>Names a type, field, argument or enum value. <c>{0}</c> stands for the name of a generic type's first argument.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>Describes a type, field, argument or enum value; goes before the XML comment.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLDescriptionAttribute(string description) : Attribute
{
    /// <summary>The description, in Markdown.</summary>
    public string Description { get; } = description;
}

/// <summary>Leaves a member out of the schema.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Class)]
public sealed class GraphQLIgnoreAttribute : Attribute;

/// <summary>Marks a field, argument or enum value as deprecated; <see cref="ObsoleteAttribute"/> does so too.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class GraphQLDeprecatedAttribute(string deprecationReason) : Attribute
{
    /// <summary>Why, and what to use instead.</summary>
    public string DeprecationReason { get; } = deprecationReason;
}

/// <summary>Sets the GraphQL type of a field or argument.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public class GraphQLTypeAttribute : Attribute
{
    /// <summary>Takes the GraphQL type of a .NET type, such as <c>typeof(NonNullType&lt;IdType&gt;)</c> or a class.</summary>
    /// <param name="type">The .NET type.</param>
    public GraphQLTypeAttribute(Type type)
    {
        Type = type;
    }

    /// <summary>Takes a type as GraphQL writes it, such as <c>[ID!]!</c>.</summary>
    /// <param name="typeSyntax">The type.</param>
    public GraphQLTypeAttribute(string typeSyntax)
    {
        TypeSyntax = typeSyntax;
    }

    /// <summary>The .NET type.</summary>
    public Type? Type { get; }

    /// <summary>The type as GraphQL writes it.</summary>
    public string? TypeSyntax { get; }
}

/// <summary>Sets the GraphQL type of a field or argument.</summary>
/// <typeparam name="T">The .NET type it is taken from.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class GraphQLTypeAttribute<T>() : GraphQLTypeAttribute(typeof(T));

/// <summary>Makes the type non-null, whatever its nullable annotation says.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class GraphQLNonNullTypeAttribute : Attribute;

/// <summary>The default value of an argument or input field.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class DefaultValueAttribute(object? value) : Attribute
{
    /// <summary>The value, of the member's .NET type.</summary>
    public object? Value { get; } = value;
}

/// <summary>The default value of an argument or input field, as GraphQL writes it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class DefaultValueSyntaxAttribute(string? syntax) : Attribute
{
    /// <summary>The literal.</summary>
    public string? Syntax { get; } = syntax;
}

/// <summary>Replaces or hides the field of a member of the type that is extended.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class BindMemberAttribute(string name) : Attribute
{
    /// <summary>The .NET member's name.</summary>
    public string Name { get; } = name;

    /// <summary>Kept for HotChocolate's sake: the member's field is always replaced.</summary>
    public bool Replace { get; set; }
}

/// <summary>Replaces a field of the type that is extended.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class BindFieldAttribute(string name) : Attribute
{
    /// <summary>The field's name.</summary>
    public string Name { get; } = name;

    /// <summary>Kept for HotChocolate's sake: the field is always replaced.</summary>
    public bool Replace { get; set; }
}

/// <summary>The resolver's scoped services come from the request's scope.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class UseRequestScopeAttribute : Attribute;

/// <summary>The resolver's scoped services come from a scope of its own.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class UseResolverScopeAttribute : Attribute;
