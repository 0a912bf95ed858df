namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>The places a directive may stand in.</summary>
[Flags]
public enum DirectiveLocation
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A query.</summary>
    Query = 1 << 0,

    /// <summary>A mutation.</summary>
    Mutation = 1 << 1,

    /// <summary>A subscription.</summary>
    Subscription = 1 << 2,

    /// <summary>A field selection.</summary>
    Field = 1 << 3,

    /// <summary>A fragment definition.</summary>
    FragmentDefinition = 1 << 4,

    /// <summary>A fragment spread.</summary>
    FragmentSpread = 1 << 5,

    /// <summary>An inline fragment.</summary>
    InlineFragment = 1 << 6,

    /// <summary>A variable definition.</summary>
    VariableDefinition = 1 << 7,

    /// <summary>The schema.</summary>
    Schema = 1 << 8,

    /// <summary>A scalar.</summary>
    Scalar = 1 << 9,

    /// <summary>An object.</summary>
    Object = 1 << 10,

    /// <summary>A field definition.</summary>
    FieldDefinition = 1 << 11,

    /// <summary>An argument definition.</summary>
    ArgumentDefinition = 1 << 12,

    /// <summary>An interface.</summary>
    Interface = 1 << 13,

    /// <summary>A union.</summary>
    Union = 1 << 14,

    /// <summary>An enum.</summary>
    Enum = 1 << 15,

    /// <summary>An enum value.</summary>
    EnumValue = 1 << 16,

    /// <summary>An input object.</summary>
    InputObject = 1 << 17,

    /// <summary>A field of an input object.</summary>
    InputFieldDefinition = 1 << 18,
}

/// <summary>The definition of a directive.</summary>
public sealed class DirectiveType : INamedElement
{
    internal DirectiveType(string name, DirectiveLocation locations, string? description = null)
    {
        Name = name;
        Locations = locations;
        Description = description;
    }

    /// <summary>The name, without the @.</summary>
    public string Name { get; }

    /// <summary>The description, in Markdown.</summary>
    public string? Description { get; internal set; }

    /// <summary>Where the directive may stand.</summary>
    public DirectiveLocation Locations { get; }

    /// <summary><see cref="Locations"/>, one by one.</summary>
    internal IReadOnlyList<DirectiveLocation> LocationList => field ??=
        [.. Enum.GetValues<DirectiveLocation>().Where(place => place != DirectiveLocation.None && Locations.HasFlag(place))];

    /// <summary>The arguments, in order.</summary>
    public NamedList<InputField> Arguments { get; internal set; } = NamedList<InputField>.Empty;

    /// <summary>Whether it may be applied more than once in one place.</summary>
    public bool IsRepeatable { get; internal set; }

    /// <summary>Whether the specification defines it.</summary>
    public bool IsBuiltIn { get; internal set; }

    internal ErrorLocation? SourceLocation { get; set; }

    /// <inheritdoc />
    public override string ToString() => $"@{Name}";
}
