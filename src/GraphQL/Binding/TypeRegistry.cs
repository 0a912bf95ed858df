using System.Reflection;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Finds or makes the GraphQL type of a .NET type. Types are declared when first asked for and completed afterwards.</summary>
internal sealed partial class TypeRegistry
{
    private readonly Dictionary<Type, NamedType> _outputs = [];
    private readonly Dictionary<Type, NamedType> _inputs = [];
    private readonly Queue<Action> _pending = new();

    // The application's own, by their class and by the .NET type of their values.
    private readonly Dictionary<Type, ScalarType> _scalars = [];

    public TypeRegistry(SchemaSetup setup, SchemaParts parts, IServiceProvider services)
    {
        Setup = setup;
        Parts = parts;
        Services = services;
        Docs = new XmlDocs(setup.Options.UseXmlDocumentation);
        Extensions = new ExtensionIndex(setup);
        foreach (var type in Extensions.Scalars)
        {
            var scalar = Add((ScalarType)Activator.CreateInstance(type)!);
            _scalars[type] = scalar;
            _scalars.TryAdd(scalar.RuntimeType, scalar);
        }

        Converters = new InputConverters(this);
        Fields = new FieldFactory(this);
        Connections = new ConnectionTypes(this);
        Nodes = new NodeTypes(this);
        Filters = new FilterTypes(this);
        Errors = new ErrorTypes(this);
    }

    public SchemaSetup Setup { get; }

    public SchemaParts Parts { get; }

    public IServiceProvider Services { get; }

    public XmlDocs Docs { get; }

    public ExtensionIndex Extensions { get; }

    public InputConverters Converters { get; }

    public FieldFactory Fields { get; }

    public ConnectionTypes Connections { get; }

    public NodeTypes Nodes { get; }

    public FilterTypes Filters { get; }

    public ErrorTypes Errors { get; }

    /// <summary>Completes what was declared, and what that declares in turn.</summary>
    public void Complete()
    {
        while (_pending.TryDequeue(out var complete))
        {
            complete();
        }
    }

    public void Later(Action complete) => _pending.Enqueue(complete);

    public GraphQLType Output(TypeShape shape) => Wrap(shape, Output);

    public GraphQLType Input(TypeShape shape) => Wrap(shape, Input);

    /// <summary>The type an attribute sets, or that of the shape.</summary>
    public GraphQLType Resolve(ICustomAttributeProvider member, TypeShape shape, bool isInput)
    {
        var attributes = member.GetCustomAttributes(inherit: true);
        if (attributes.OfType<GraphQLTypeAttribute>().FirstOrDefault() is { } explicitType)
        {
            return explicitType.TypeSyntax is { } syntax
                ? FromSyntax(Utf8GraphQLParser.ParseType(System.Text.Encoding.UTF8.GetBytes(syntax)))
                : FromMarker(explicitType.Type!, shape, isInput);
        }

        if (attributes.OfType<GraphQLNonNullTypeAttribute>().Any())
        {
            shape = shape.NonNull();
        }

        return attributes.OfType<IDAttribute>().Any()
            ? Wrap(shape, _ => Parts.Scalar(ScalarNames.ID))
            : isInput ? Input(shape) : Output(shape);
    }

    public NamedType Output(Type type)
    {
        if (Leaf(type) is { } leaf)
        {
            return leaf;
        }

        if (!_outputs.TryGetValue(type, out var known))
        {
            known = type.IsDefined(typeof(UnionTypeAttribute), false) ? new UnionType(Naming.TypeName(type))
                : type.IsInterface || type.IsDefined(typeof(InterfaceTypeAttribute), false) ? new InterfaceType(Naming.TypeName(type))
                : new ObjectType(Extensions.NameOf(type) ?? Naming.TypeName(type));
            Declare(_outputs, type, known);
            Later(() => Complete(known, type));
        }

        return known;
    }

    public NamedType Input(Type type)
    {
        if (Leaf(type) is { } leaf)
        {
            return leaf;
        }

        if (!_inputs.TryGetValue(type, out var known))
        {
            known = new InputObjectType(Naming.InputTypeName(type));
            Declare(_inputs, type, known);
            Later(() => CompleteInput((InputObjectType)known, type));
        }

        return known;
    }

    /// <summary>Adds a type that no .NET type stands for alone, such as a payload.</summary>
    public T Add<T>(T type)
        where T : NamedType
    {
        if (!Parts.TryAdd(type))
        {
            Parts.Errors.Add(SchemaErrors.DuplicateType(type.Name, default));
        }

        return type;
    }

    public IEnumerable<(Type Runtime, ObjectType Type)> Objects =>
        _outputs.Where(pair => pair.Value is ObjectType).Select(pair => (pair.Key, (ObjectType)pair.Value));

    public IEnumerable<(Type Runtime, NamedType Type)> Outputs => _outputs.Select(pair => (pair.Key, pair.Value));

    public void Bind(Type runtimeType, NamedType type) => _outputs[runtimeType] = type;

    private void Declare(Dictionary<Type, NamedType> types, Type type, NamedType declared)
    {
        declared.RuntimeType = type;
        declared.Description = Extensions.DescriptionOf(type, Docs) ?? Docs.Describe(type);
        declared.Directives = Directives.OfType(type);
        types.Add(type, declared);
        Add(declared);
    }

    private NamedType? Leaf(Type type)
    {
        if (_scalars.TryGetValue(type, out var own))
        {
            return own;
        }

        if (Setup.RuntimeBindings.TryGetValue(type, out var bound))
        {
            return _scalars.TryGetValue(bound, out own) ? own : Markers.ScalarOf(bound) is { } marked ? Parts.Scalar(marked) : Output(bound);
        }

        if ((Markers.ScalarOf(type) ?? Scalars.NameOf(type)) is { } scalar)
        {
            return Parts.Scalar(scalar);
        }

        return type.IsEnum ? Enum(type) : null;
    }

    private EnumType Enum(Type type)
    {
        if (_outputs.TryGetValue(type, out var known))
        {
            return (EnumType)known;
        }

        var described = Setup.Enums.GetValueOrDefault(type);
        var declared = new EnumType(described?.EnumName ?? Naming.TypeName(type));
        Declare(_outputs, type, declared);
        declared.Description = described?.EnumText ?? declared.Description;
        declared.Values = new NamedList<EnumValue>(type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !field.IsDefined(typeof(GraphQLIgnoreAttribute)))
            .Select(field => (Field: field, Value: field.GetValue(null)!, Said: described?.Values.GetValueOrDefault(field.GetValue(null)!)))
            .Where(entry => entry.Said?.IsIgnored != true)
            .Select(entry => new EnumValue(
                entry.Said?.ValueName ?? entry.Field.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? Naming.Constant(entry.Field.Name),
                entry.Value,
                entry.Said?.ValueText ?? Docs.Describe(entry.Field))
            {
                DeprecationReason = entry.Said?.DeprecationReason ?? Directives.Deprecation(entry.Field),
            }));
        return declared;
    }

    private static GraphQLType Wrap(TypeShape shape, Func<Type, NamedType> named)
    {
        GraphQLType type = shape.Element is { } element ? Wrap(element, named).AsList() : named(shape.Type);
        return shape.IsNullable ? type : type.AsNonNull();
    }

    private GraphQLType FromMarker(Type type, TypeShape shape, bool isInput)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(NonNullType<>))
        {
            return FromMarker(type.GetGenericArguments()[0], shape.NonNull(), isInput).AsNonNull();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListType<>))
        {
            return FromMarker(type.GetGenericArguments()[0], shape, isInput).AsList();
        }

        if (typeof(ITypeMarker).IsAssignableFrom(type))
        {
            return Parts.Scalar(Markers.ScalarOf(type)!);
        }

        var declared = TypeShape.OfType(type);
        declared = declared with { IsNullable = shape.IsNullable };
        return isInput ? Input(declared) : Output(declared);
    }

    private GraphQLType FromSyntax(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => FromSyntax(nonNull.Type).AsNonNull(),
        ListTypeNode list => FromSyntax(list.Type).AsList(),
        NamedTypeNode named => Parts.Find(named.Name.Value)
            ?? (Scalars.Create(named.Name.Value) is not null ? Parts.Scalar(named.Name.Value) : null)
            ?? throw new SchemaException([SchemaErrors.UnknownType(named.Name.Value, default)]),
        _ => throw new ArgumentException("Not a type.", nameof(node)),
    };
}
