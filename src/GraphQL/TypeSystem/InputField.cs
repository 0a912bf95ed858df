using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>An argument, or a field of an input object.</summary>
public sealed class InputField : INamedElement
{
    internal InputField(string name, GraphQLType type, string? description = null, ValueNode? defaultValue = null)
    {
        Name = name;
        Type = type;
        Description = description;
        DefaultValue = defaultValue;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>The description, in Markdown.</summary>
    public string? Description { get; internal set; }

    /// <summary>The type.</summary>
    public GraphQLType Type { get; internal set; }

    /// <summary>The value taken when none is given; a literal without variables.</summary>
    public ValueNode? DefaultValue { get; internal set; }

    /// <summary>The default value as GraphQL text, for introspection.</summary>
    internal string? DefaultValueText => field ??= DefaultValue is null ? null : SyntaxPrinter.Print(DefaultValue);

    /// <summary>Why the argument or field should no longer be used; null when it is not deprecated.</summary>
    public string? DeprecationReason { get; internal set; }

    /// <summary>The directives applied, without <c>@deprecated</c>.</summary>
    public IReadOnlyList<DirectiveNode> Directives { get; internal set; } = [];

    /// <summary>Whether a value has to be given: non-null without a default.</summary>
    public bool IsRequired => Type.IsNonNull && DefaultValue is null;

    /// <summary>The position among its siblings, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary>How a value reaches C#; null when the schema came from SDL.</summary>
    internal InputBinding? Binding { get; set; }

    internal ErrorLocation? SourceLocation { get; set; }

    /// <inheritdoc />
    public override string ToString() => $"{Name}: {Type}";
}
