using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Builds a schema from a type system document.</summary>
internal sealed class SdlSchemaBuilder(DocumentNode document)
{
    private readonly SchemaParts _parts = new();
    private readonly Dictionary<string, TypeDefinitionNode> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TypeExtensionNode>> _extensions = new(StringComparer.Ordinal);
    private readonly List<DirectiveDefinitionNode> _directiveDefinitions = [];
    private readonly List<SchemaExtensionNode> _schemaExtensions = [];
    private SchemaDefinitionNode? _schema;

    /// <summary>Builds the schema.</summary>
    /// <exception cref="SchemaException">The document breaks a rule.</exception>
    public Schema Build()
    {
        Collect();
        foreach (var definition in _definitions.Values)
        {
            if (!Scalars.IsSpecified(definition.Name.Value))
            {
                _parts.TryAdd(Declare(definition));
            }
        }

        foreach (var definition in _definitions.Values)
        {
            new SdlTypeCompleter(_parts, definition, _extensions.GetValueOrDefault(definition.Name.Value) ?? []).Complete();
        }

        DefineDirectives();
        DefineRoots();
        new SdlDirectiveRules(_parts, document).Check();
        return _parts.Build();
    }

    private void Collect()
    {
        foreach (var node in document.Definitions)
        {
            switch (node)
            {
                case SchemaDefinitionNode schema when _schema is null:
                    _schema = schema;
                    break;
                case SchemaDefinitionNode schema:
                    _parts.Errors.Add(SchemaErrors.DuplicateSchemaDefinition(schema.Location));
                    break;
                case SchemaExtensionNode extension:
                    _schemaExtensions.Add(extension);
                    break;
                case TypeDefinitionNode type:
                    if (!_definitions.TryAdd(type.Name.Value, type))
                    {
                        _parts.Errors.Add(SchemaErrors.DuplicateType(type.Name.Value, type.Name.Location));
                    }

                    break;
                case TypeExtensionNode extension:
                    if (!_extensions.TryGetValue(extension.Name.Value, out var list))
                    {
                        _extensions[extension.Name.Value] = list = [];
                    }

                    list.Add(extension);
                    break;
                case DirectiveDefinitionNode directive:
                    _directiveDefinitions.Add(directive);
                    break;
                default:
                    _parts.Errors.Add(SchemaErrors.NotTypeSystem(node.Location));
                    break;
            }
        }

        foreach (var (name, extensions) in _extensions)
        {
            if (!_definitions.ContainsKey(name) && !Scalars.IsSpecified(name))
            {
                _parts.Errors.AddRange(extensions.Select(node => SchemaErrors.UnknownExtendedType(name, node.Name.Location)));
            }
        }
    }

    private static NamedType Declare(TypeDefinitionNode node)
    {
        var name = node.Name.Value;
        var description = node.Description?.Value;
        NamedType type = node switch
        {
            ObjectTypeDefinitionNode => new ObjectType(name),
            InterfaceTypeDefinitionNode => new InterfaceType(name),
            UnionTypeDefinitionNode => new UnionType(name),
            EnumTypeDefinitionNode => new EnumType(name),
            InputObjectTypeDefinitionNode => new InputObjectType(name),
            // The document alone says how its scalars are described and specified.
            _ => Scalars.Create(name) is { } known ? Plain(known) : new AnyScalar(name),
        };
        type.Description = description;
        type.SourceLocation = new ErrorLocation(node.Location.Line, node.Location.Column);
        return type;
    }

    private static ScalarType Plain(ScalarType scalar)
    {
        scalar.SpecifiedBy = null;
        return scalar;
    }

    private void DefineDirectives()
    {
        foreach (var node in _directiveDefinitions)
        {
            if (_parts.Directives.Exists(known => known.Name == node.Name.Value))
            {
                _parts.Errors.Add(SchemaErrors.DuplicateDirective(node.Name.Value, node.Name.Location));
                continue;
            }

            var locations = DirectiveLocation.None;
            foreach (var location in node.Locations)
            {
                locations |= SchemaPrinter.ParseLocation(location.Value);
            }

            _parts.Directives.Add(new DirectiveType(node.Name.Value, locations, node.Description?.Value)
            {
                IsRepeatable = node.IsRepeatable,
                IsBuiltIn = node.Name.Value is BuiltInDirectives.Skip or BuiltInDirectives.Include or BuiltInDirectives.Deprecated
                    or BuiltInDirectives.SpecifiedBy or BuiltInDirectives.OneOf,
                Arguments = SdlTypeCompleter.InputFields(_parts, node.Arguments),
                SourceLocation = new ErrorLocation(node.Location.Line, node.Location.Column),
            });
        }
    }

    private void DefineRoots()
    {
        _parts.Description = _schema?.Description?.Value;
        _parts.AppliedDirectives =
        [
            .. _schema?.Directives ?? [],
            .. _schemaExtensions.SelectMany(extension => (IEnumerable<DirectiveNode>)extension.Directives),
        ];

        if (_schema is null && _schemaExtensions.TrueForAll(extension => extension.OperationTypes.Count == 0))
        {
            _parts.Query = Root("Query");
            _parts.Mutation = Root("Mutation");
            _parts.Subscription = Root("Subscription");
            return;
        }

        var seen = new HashSet<OperationType>();
        foreach (var node in (_schema?.OperationTypes ?? []).Concat(_schemaExtensions.SelectMany(
            extension => (IEnumerable<OperationTypeDefinitionNode>)extension.OperationTypes)))
        {
            if (!seen.Add(node.Operation))
            {
                _parts.Errors.Add(SchemaErrors.DuplicateOperationType(SchemaPrinter.NameOf(node.Operation), node.Location));
                continue;
            }

            var type = _parts.Find(node.Type.Name.Value);
            if (type is null)
            {
                _parts.Errors.Add(SchemaErrors.UnknownType(node.Type.Name.Value, node.Type.Location));
            }

            switch (node.Operation)
            {
                case OperationType.Query:
                    _parts.Query = type;
                    break;
                case OperationType.Mutation:
                    _parts.Mutation = type;
                    break;
                default:
                    _parts.Subscription = type;
                    break;
            }
        }
    }

    // Without a schema definition a type named like an operation is its root.
    private NamedType? Root(string name) => _definitions.ContainsKey(name) ? _parts.Find(name) : null;
}
