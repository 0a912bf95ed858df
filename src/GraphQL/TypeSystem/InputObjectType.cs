using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>An input object.</summary>
public sealed class InputObjectType : NamedType
{
    internal InputObjectType(string name, string? description = null)
        : base(name, description)
    {
    }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.InputObject;

    /// <summary>The fields, in order.</summary>
    public NamedList<InputField> Fields { get; internal set; } = NamedList<InputField>.Empty;

    /// <summary>Whether exactly one field has to be given, and that not null (<c>@oneOf</c>).</summary>
    public bool IsOneOf { get; internal set; }

    /// <summary>Makes the runtime object; null: a dictionary by field name is made.</summary>
    internal InputObjectFactory? Factory { get; set; }
}
