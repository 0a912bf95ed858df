using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A type with a name.</summary>
public abstract class NamedType : GraphQLType
{
    private protected NamedType(string name, string? description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Description = description;
    }

    /// <summary>The name, unique in its schema.</summary>
    public string Name { get; }

    /// <summary>The description, in Markdown.</summary>
    public string? Description { get; internal set; }

    /// <summary>The directives applied to the type, without <c>@specifiedBy</c> and <c>@oneOf</c>, which are properties.</summary>
    public IReadOnlyList<DirectiveNode> Directives { get; internal set; } = [];

    /// <summary>The .NET type behind the GraphQL type; <see cref="object"/> when the schema came from SDL.</summary>
    public Type RuntimeType { get; internal set; } = typeof(object);

    /// <summary>Whether the specification defines the type: built-in scalars and the types of introspection.</summary>
    public bool IsBuiltIn { get; internal set; }

    /// <summary>The name as a JSON string in UTF-8; made when it is first needed.</summary>
    internal byte[] NameJson => field ??= System.Text.Encoding.UTF8.GetBytes($"\"{Name}\"");

    /// <summary>Where an SDL document defined the type; for error messages.</summary>
    internal ErrorLocation? SourceLocation { get; set; }

    /// <inheritdoc />
    public override NamedType Named => this;

    /// <inheritdoc />
    public override string ToString() => Name;
}
