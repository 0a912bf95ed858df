using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A field of an object or interface.</summary>
public sealed class OutputField : INamedElement
{
    internal OutputField(string name, GraphQLType type, string? description = null)
    {
        Name = name;
        Type = type;
        Description = description;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>The description, in Markdown.</summary>
    public string? Description { get; internal set; }

    /// <summary>The type.</summary>
    public GraphQLType Type { get; internal set; }

    /// <summary>The arguments, in order.</summary>
    public NamedList<InputField> Arguments { get; internal set; } = NamedList<InputField>.Empty;

    /// <summary>Why the field should no longer be used; null when it is not deprecated.</summary>
    public string? DeprecationReason { get; internal set; }

    /// <summary>The directives applied, without <c>@deprecated</c>.</summary>
    public IReadOnlyList<DirectiveNode> Directives { get; internal set; } = [];

    /// <summary>The object or interface the field belongs to.</summary>
    public ComplexType DeclaringType { get; internal set; } = null!;

    /// <summary>The position among its siblings, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary>How the field gets its value; null for a field of an interface, and for a schema from SDL until bound.</summary>
    internal FieldBinding? Binding { get; set; }

    /// <summary>
    /// The parent's properties that the resolver reads, for projections: null when it reads none, empty when it may read any.
    /// </summary>
    internal IReadOnlyList<string>? Requirements { get; set; }

    /// <summary>The name as the engine writes it, <c>,"name":</c>; made when it is first needed.</summary>
    internal byte[] Token => field ??= System.Text.Encoding.UTF8.GetBytes($",\"{Name}\":");

    internal ErrorLocation? SourceLocation { get; set; }

    /// <inheritdoc />
    public override string ToString() => $"{DeclaringType?.Name}.{Name}";
}
