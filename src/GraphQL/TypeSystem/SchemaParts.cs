using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>What a schema is put together from; collected by the SDL builder and by the builder from C# classes.</summary>
internal sealed class SchemaParts
{
    private readonly Dictionary<string, NamedType> _types = new(StringComparer.Ordinal);

    public List<IError> Errors { get; } = [];

    public List<DirectiveType> Directives { get; } = [];

    public string? Description { get; set; }

    public IReadOnlyList<DirectiveNode> AppliedDirectives { get; set; } = [];

    public NamedType? Query { get; set; }

    public NamedType? Mutation { get; set; }

    public NamedType? Subscription { get; set; }

    public IEnumerable<NamedType> Types => _types.Values;

    public bool TryAdd(NamedType type) => _types.TryAdd(type.Name, type);

    /// <summary>A type that was added, or one of the five scalars every schema has.</summary>
    public NamedType? Find(string name)
    {
        if (_types.TryGetValue(name, out var type))
        {
            return type;
        }

        return Scalars.IsSpecified(name) ? Scalar(name) : null;
    }

    /// <summary>A scalar the library brings, added when it was not there.</summary>
    public NamedType Scalar(string name)
    {
        if (!_types.TryGetValue(name, out var type))
        {
            type = Scalars.Create(name) ?? throw new ArgumentException($"There is no scalar {name}.", nameof(name));
            _types.Add(name, type);
        }

        return type;
    }

    /// <summary>Adds what every schema has, checks all rules and makes the schema.</summary>
    /// <exception cref="SchemaException">A rule is broken.</exception>
    public Schema Build()
    {
        foreach (var directive in BuiltInDirectives.Create(Scalar))
        {
            if (Directives.TrueForAll(known => known.Name != directive.Name))
            {
                Directives.Add(directive);
            }
        }

        var introspection = new IntrospectionTypes(Scalar);
        Number();
        SchemaValidator.Validate(this);
        if (Errors.Count > 0)
        {
            throw new SchemaException(Errors);
        }

        foreach (var type in introspection.Types)
        {
            TryAdd(type);
        }

        Number();
        var schema = new Schema(
            (ObjectType)Query!,
            (ObjectType?)Mutation,
            (ObjectType?)Subscription,
            [.. _types.Values],
            Directives,
            Description,
            AppliedDirectives);
        introspection.Bind(schema);
        return schema;
    }

    private void Number()
    {
        foreach (var type in _types.Values)
        {
            if (type is ComplexType complex)
            {
                for (var i = 0; i < complex.Fields.Count; i++)
                {
                    complex.Fields[i].Index = i;
                    complex.Fields[i].DeclaringType = complex;
                    Number(complex.Fields[i].Arguments);
                }
            }
            else if (type is InputObjectType input)
            {
                Number(input.Fields);
            }
        }

        foreach (var directive in Directives)
        {
            Number(directive.Arguments);
        }
    }

    internal static void Number(NamedList<InputField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            fields[i].Index = i;
        }
    }
}
