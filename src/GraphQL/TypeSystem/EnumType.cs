using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>An enum.</summary>
public sealed class EnumType : NamedType
{
    private FrozenDictionary<object, EnumValue> _byRuntimeValue = FrozenDictionary<object, EnumValue>.Empty;

    internal EnumType(string name, string? description = null)
        : base(name, description)
    {
    }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.Enum;

    /// <summary>The values, in order.</summary>
    public NamedList<EnumValue> Values
    {
        get;
        internal set
        {
            field = value;
            _byRuntimeValue = value.DistinctBy(item => item.RuntimeValue).ToFrozenDictionary(item => item.RuntimeValue);
        }
    } = NamedList<EnumValue>.Empty;

    /// <summary>Finds the value behind a .NET value; a string is taken for the value's name.</summary>
    /// <param name="runtimeValue">The .NET value.</param>
    /// <param name="value">The enum value.</param>
    public bool TryGetValue(object runtimeValue, [NotNullWhen(true)] out EnumValue? value)
    {
        if (_byRuntimeValue.TryGetValue(runtimeValue, out value))
        {
            return true;
        }

        value = runtimeValue is string name ? Values.Find(name) : null;
        return value is not null;
    }
}

/// <summary>A value of an enum.</summary>
public sealed class EnumValue : INamedElement
{
    private readonly byte[] _json;

    internal EnumValue(string name, object? runtimeValue = null, string? description = null)
    {
        Name = name;
        RuntimeValue = runtimeValue ?? name;
        Description = description;
        _json = Encoding.UTF8.GetBytes($"\"{name}\"");
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>The .NET value: the enum constant, or the name when the schema came from SDL.</summary>
    public object RuntimeValue { get; }

    /// <summary>The description, in Markdown.</summary>
    public string? Description { get; internal set; }

    /// <summary>Why the value should no longer be used; null when it is not deprecated.</summary>
    public string? DeprecationReason { get; internal set; }

    /// <summary>The directives applied, without <c>@deprecated</c>.</summary>
    public IReadOnlyList<DirectiveNode> Directives { get; internal set; } = [];

    /// <summary>The name as a JSON string in UTF-8, quotes included.</summary>
    public ReadOnlySpan<byte> Json => _json;

    internal ErrorLocation? SourceLocation { get; set; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
