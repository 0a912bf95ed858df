using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL;

/// <summary>The parameter takes the object the field belongs to.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParentAttribute(string? requires = null) : Attribute
{
    /// <summary>Properties of the parent the resolver reads, separated by blanks or commas; projections load them.</summary>
    public string? Requires { get; } = requires;
}

/// <summary>The parameter takes a service. Registered services are recognised without it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceAttribute(string? key = null) : Attribute
{
    /// <summary>The key of a keyed service.</summary>
    public string? Key { get; } = key;
}

/// <summary>The parameter is an argument, even when its type is a registered service.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArgumentAttribute(string? name = null) : Attribute
{
    /// <summary>The argument's name, when it is not the parameter's.</summary>
    public string? Name { get; } = name;
}

/// <summary>The parameter takes a value of the request's global state.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GlobalStateAttribute(string? key = null) : Attribute
{
    /// <summary>The key, when it is not the parameter's name.</summary>
    public string? Key { get; } = key;
}

/// <summary>The parameter takes the event of a subscription.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventMessageAttribute : Attribute;

/// <summary>The <see cref="bool"/> parameter tells whether one of the fields is selected beneath this one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
[SuppressMessage("Design", "CA1019", Justification = "The names are FieldNames.")]
public sealed class IsSelectedAttribute(params string[] fieldNames) : Attribute
{
    /// <summary>The fields' GraphQL names.</summary>
    public IReadOnlyList<string> FieldNames { get; } = fieldNames;
}
