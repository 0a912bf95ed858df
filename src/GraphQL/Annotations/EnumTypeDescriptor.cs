namespace SmsPlatform.GraphQL;

/// <summary>Describes an enum whose .NET type cannot carry attributes, as one of a domain that knows nothing of GraphQL.</summary>
/// <typeparam name="T">The enum.</typeparam>
public interface IEnumTypeDescriptor<T>
    where T : struct, Enum
{
    /// <summary>Sets the enum's name.</summary>
    /// <param name="value">The name.</param>
    IEnumTypeDescriptor<T> Name(string value);

    /// <summary>Sets the enum's description.</summary>
    /// <param name="value">The description, in Markdown.</param>
    IEnumTypeDescriptor<T> Description(string value);

    /// <summary>Describes one value.</summary>
    /// <param name="value">The .NET value.</param>
    IEnumValueDescriptor Value(T value);
}

/// <summary>Describes a value of an enum.</summary>
public interface IEnumValueDescriptor
{
    /// <summary>Sets the value's name.</summary>
    /// <param name="value">The name.</param>
    IEnumValueDescriptor Name(string value);

    /// <summary>Sets the value's description.</summary>
    /// <param name="value">The description, in Markdown.</param>
    IEnumValueDescriptor Description(string value);

    /// <summary>Marks the value as deprecated.</summary>
    /// <param name="reason">Why, and what to use instead.</param>
    IEnumValueDescriptor Deprecated(string reason);

    /// <summary>Leaves the value out.</summary>
    IEnumValueDescriptor Ignore();
}

/// <summary>What has been said of one enum.</summary>
internal class EnumDescription
{
    public string? EnumName { get; protected set; }

    public string? EnumText { get; protected set; }

    public Dictionary<object, EnumValueDescription> Values { get; } = [];
}

internal sealed class EnumDescription<T> : EnumDescription, IEnumTypeDescriptor<T>
    where T : struct, Enum
{
    public IEnumTypeDescriptor<T> Name(string value)
    {
        EnumName = value;
        return this;
    }

    public IEnumTypeDescriptor<T> Description(string value)
    {
        EnumText = value;
        return this;
    }

    public IEnumValueDescriptor Value(T value)
    {
        if (!Values.TryGetValue(value, out var described))
        {
            Values[value] = described = new EnumValueDescription();
        }

        return described;
    }
}

internal sealed class EnumValueDescription : IEnumValueDescriptor
{
    public string? ValueName { get; private set; }

    public string? ValueText { get; private set; }

    public string? DeprecationReason { get; private set; }

    public bool IsIgnored { get; private set; }

    public IEnumValueDescriptor Name(string value)
    {
        ValueName = value;
        return this;
    }

    public IEnumValueDescriptor Description(string value)
    {
        ValueText = value;
        return this;
    }

    public IEnumValueDescriptor Deprecated(string reason)
    {
        DeprecationReason = reason;
        return this;
    }

    public IEnumValueDescriptor Ignore()
    {
        IsIgnored = true;
        return this;
    }
}
