using System.Diagnostics.CodeAnalysis;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL;

/// <summary>The base of attributes that make or extend a GraphQL type.</summary>
public abstract class TypeBindingAttribute : Attribute
{
    /// <summary>Whether members of base classes become fields too.</summary>
    public bool Inherited { get; set; }

    /// <summary>Whether static members of an instance class become fields too; those of a static class always do.</summary>
    public bool IncludeStaticMembers { get; set; }
}

/// <summary>The class's members are fields of <c>Query</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class QueryTypeAttribute : TypeBindingAttribute;

/// <summary>The class's members are fields of <c>Mutation</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class MutationTypeAttribute : TypeBindingAttribute;

/// <summary>The class's members are fields of <c>Subscription</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SubscriptionTypeAttribute : TypeBindingAttribute;

/// <summary>The static class adds fields to the object type of <typeparamref name="T"/>, and replaces those of the same name.</summary>
/// <typeparam name="T">The runtime type.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ObjectTypeAttribute<T> : TypeBindingAttribute;

/// <summary>The class is the runtime type of an object type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ObjectTypeAttribute(string? name = null) : TypeBindingAttribute
{
    /// <summary>The object type's name, when it is not the class's.</summary>
    public string? Name { get; } = name;
}

/// <summary>The static class adds fields to the interface type of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The runtime type.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InterfaceTypeAttribute<T> : TypeBindingAttribute;

/// <summary>The .NET interface or base class is a GraphQL interface; registered classes that derive from it implement it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class InterfaceTypeAttribute(string? name = null) : TypeBindingAttribute
{
    /// <summary>The interface's name, when it is not the class's.</summary>
    public string? Name { get; } = name;
}

/// <summary>The .NET interface or base class is a union of the registered classes that derive from it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class UnionTypeAttribute(string? name = null) : TypeBindingAttribute
{
    /// <summary>The union's name, when it is not the class's.</summary>
    public string? Name { get; } = name;
}

/// <summary>The enum is a GraphQL enum.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class EnumTypeAttribute(string? name = null) : TypeBindingAttribute
{
    /// <summary>The enum's name, when it is not the .NET one's.</summary>
    public string? Name { get; } = name;
}

/// <summary>The class is the runtime type of an input object.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class InputObjectTypeAttribute(string? name = null) : TypeBindingAttribute
{
    /// <summary>The input object's name, when it is not the class's with <c>Input</c> behind it.</summary>
    public string? Name { get; } = name;
}

/// <summary>Exactly one field of the input object has to be given.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OneOfAttribute : Attribute;

/// <summary>The class adds fields to a type that is defined elsewhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExtendObjectTypeAttribute : TypeBindingAttribute
{
    /// <summary>Extends the object type of that name; without one, that of the class's own name.</summary>
    /// <param name="name">The object type's name.</param>
    public ExtendObjectTypeAttribute(string? name = null)
    {
        Name = name;
    }

    /// <summary>Extends a root type.</summary>
    /// <param name="operation">The kind of operation.</param>
    public ExtendObjectTypeAttribute(OperationType operation)
    {
        Name = operation.ToString();
    }

    /// <summary>Extends the object type of a runtime type, and of all that derive from it.</summary>
    /// <param name="extendsType">The runtime type.</param>
    public ExtendObjectTypeAttribute(Type extendsType)
    {
        ExtendsType = extendsType;
    }

    /// <summary>The object type's name.</summary>
    public string? Name { get; }

    /// <summary>The runtime type.</summary>
    public Type? ExtendsType { get; }

    /// <summary>Fields of the extended type to leave out, by GraphQL name.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "Attributes can only hold arrays.")]
    public string[]? IgnoreFields { get; set; }

    /// <summary>Properties of the extended type to leave out, by .NET name.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "Attributes can only hold arrays.")]
    public string[]? IgnoreProperties { get; set; }
}

/// <summary>The class adds fields to the object type of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The runtime type.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExtendObjectTypeAttribute<T> : TypeBindingAttribute;

/// <summary>The names of the root types.</summary>
public static class OperationTypeNames
{
    /// <summary>The root of queries.</summary>
    public const string Query = nameof(Query);

    /// <summary>The root of mutations.</summary>
    public const string Mutation = nameof(Mutation);

    /// <summary>The root of subscriptions.</summary>
    public const string Subscription = nameof(Subscription);
}

/// <summary>The static method or property is a field of <c>Query</c>, whatever class it is in.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QueryAttribute : Attribute;

/// <summary>The static method or property is a field of <c>Mutation</c>, whatever class it is in.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class MutationAttribute : Attribute;

/// <summary>The static method is a field of <c>Subscription</c>, whatever class it is in.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class SubscriptionAttribute : Attribute;

/// <summary>Names the module: the <c>Add…</c> call that registers all types of the assembly.</summary>
/// <remarks>The library has no source generator: the host writes that call by hand, as <c>builder.AddTypes(assembly)</c>.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ModuleAttribute(string name) : Attribute
{
    /// <summary>The module's name.</summary>
    public string Name { get; } = name;
}
