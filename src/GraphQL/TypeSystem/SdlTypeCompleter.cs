using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Fills one declared type from its definition and its extensions.</summary>
internal sealed class SdlTypeCompleter(SchemaParts parts, TypeDefinitionNode definition, List<TypeExtensionNode> extensions)
{
    public void Complete()
    {
        var directives = new List<DirectiveNode>([.. definition.Directives]);
        foreach (var extension in extensions)
        {
            directives.AddRange(extension.Directives);
        }

        switch (parts.Find(definition.Name.Value))
        {
            case ScalarType scalar:
                CheckKind<ScalarTypeExtensionNode>("scalar");
                scalar.SpecifiedBy = Argument(directives, BuiltInDirectives.SpecifiedBy, "url") ?? scalar.SpecifiedBy;
                scalar.Directives = Without(directives, BuiltInDirectives.SpecifiedBy);
                break;
            case ObjectType type:
                Complete(type, directives);
                break;
            case InterfaceType type:
                Complete(type, directives);
                break;
            case UnionType union:
                union.Directives = directives;
                union.Members = Members(union);
                break;
            case EnumType type:
                type.Directives = directives;
                type.Values = new NamedList<EnumValue>(
                    Parts<EnumTypeExtensionNode, EnumValueDefinitionNode>(
                        "enum", ((EnumTypeDefinitionNode)definition).Values, node => node.Values).Select(Value));
                break;
            case InputObjectType input:
                input.IsOneOf = directives.Exists(node => node.Name.Value == BuiltInDirectives.OneOf);
                input.Directives = Without(directives, BuiltInDirectives.OneOf);
                input.Fields = InputFields(
                    parts,
                    Parts<InputObjectTypeExtensionNode, InputValueDefinitionNode>(
                        "input object", ((InputObjectTypeDefinitionNode)definition).Fields, node => node.Fields));
                break;
        }
    }

    public static NamedList<InputField> InputFields(SchemaParts parts, IEnumerable<InputValueDefinitionNode> nodes) => new(nodes.Select(node =>
        new InputField(node.Name.Value, Resolve(parts, node.Type), node.Description?.Value, node.DefaultValue)
        {
            DeprecationReason = Reason(node.Directives),
            Directives = Without(node.Directives, BuiltInDirectives.Deprecated),
            SourceLocation = At(node),
        }));

    private void Complete(ObjectType type, List<DirectiveNode> directives)
    {
        var node = (ObjectTypeDefinitionNode)definition;
        type.Directives = directives;
        type.Fields = Fields(Parts<ObjectTypeExtensionNode, FieldDefinitionNode>("object", node.Fields, item => item.Fields));
        type.Interfaces = Interfaces(
            type, Parts<ObjectTypeExtensionNode, NamedTypeNode>(null, node.Interfaces, item => item.Interfaces));
    }

    private void Complete(InterfaceType type, List<DirectiveNode> directives)
    {
        var node = (InterfaceTypeDefinitionNode)definition;
        type.Directives = directives;
        type.Fields = Fields(Parts<InterfaceTypeExtensionNode, FieldDefinitionNode>("interface", node.Fields, item => item.Fields));
        type.Interfaces = Interfaces(
            type, Parts<InterfaceTypeExtensionNode, NamedTypeNode>(null, node.Interfaces, item => item.Interfaces));
    }

    private void CheckKind<TExtension>(string kind)
    {
        foreach (var extension in extensions.Where(node => node is not TExtension))
        {
            parts.Errors.Add(SchemaErrors.WrongExtensionKind(definition.Name.Value, kind, extension.Name.Location));
        }
    }

    private List<TPart> Parts<TExtension, TPart>(string? kind, NodeList<TPart> own, Func<TExtension, NodeList<TPart>> of)
        where TPart : class
    {
        if (kind is not null)
        {
            CheckKind<TExtension>(kind);
        }

        var all = new List<TPart>([.. own]);
        foreach (var extension in extensions.OfType<TExtension>())
        {
            all.AddRange(of(extension));
        }

        return all;
    }

    private NamedList<OutputField> Fields(List<FieldDefinitionNode> nodes) => new(nodes.Select(node =>
        new OutputField(node.Name.Value, Resolve(parts, node.Type), node.Description?.Value)
        {
            Arguments = InputFields(parts, node.Arguments),
            DeprecationReason = Reason(node.Directives),
            Directives = Without(node.Directives, BuiltInDirectives.Deprecated),
            SourceLocation = At(node),
        }));

    private List<InterfaceType> Interfaces(ComplexType type, List<NamedTypeNode> nodes)
    {
        var interfaces = new List<InterfaceType>();
        foreach (var node in nodes)
        {
            switch (parts.Find(node.Name.Value))
            {
                case InterfaceType known:
                    interfaces.Add(known);
                    break;
                case { } other:
                    parts.Errors.Add(SchemaErrors.NotInterface(type, other.Name));
                    break;
                default:
                    parts.Errors.Add(SchemaErrors.UnknownType(node.Name.Value, node.Location));
                    break;
            }
        }

        return interfaces;
    }

    private List<ObjectType> Members(UnionType union)
    {
        var members = new List<ObjectType>();
        foreach (var node in Parts<UnionTypeExtensionNode, NamedTypeNode>(
            "union", ((UnionTypeDefinitionNode)definition).Types, item => item.Types))
        {
            switch (parts.Find(node.Name.Value))
            {
                case ObjectType known:
                    members.Add(known);
                    break;
                case { } other:
                    parts.Errors.Add(SchemaErrors.MemberNotObject(union, other.Name));
                    break;
                default:
                    parts.Errors.Add(SchemaErrors.UnknownType(node.Name.Value, node.Location));
                    break;
            }
        }

        return members;
    }

    private static EnumValue Value(EnumValueDefinitionNode node) => new(node.Name.Value, description: node.Description?.Value)
    {
        DeprecationReason = Reason(node.Directives),
        Directives = Without(node.Directives, BuiltInDirectives.Deprecated),
        SourceLocation = At(node),
    };

    private static GraphQLType Resolve(SchemaParts parts, TypeNode node)
    {
        switch (node)
        {
            case NonNullTypeNode nonNull:
                return Resolve(parts, nonNull.Type).AsNonNull();
            case ListTypeNode list:
                return Resolve(parts, list.Type).AsList();
            default:
                var name = ((NamedTypeNode)node).Name.Value;
                if (parts.Find(name) is { } type)
                {
                    return type;
                }

                // The schema fails anyway; a type in its place lets the other errors be found in the same run.
                parts.Errors.Add(SchemaErrors.UnknownType(name, node.Location));
                return parts.Scalar(ScalarNames.String);
        }
    }

    private static string? Reason(NodeList<DirectiveNode> directives)
    {
        foreach (var node in directives)
        {
            if (node.Name.Value == BuiltInDirectives.Deprecated)
            {
                return Argument([node], BuiltInDirectives.Deprecated, "reason") ?? BuiltInDirectives.NoReason;
            }
        }

        return null;
    }

    private static string? Argument(List<DirectiveNode> directives, string directive, string argument) => directives
        .Where(node => node.Name.Value == directive)
        .SelectMany(node => (IEnumerable<ArgumentNode>)node.Arguments)
        .Where(node => node.Name.Value == argument)
        .Select(node => (node.Value as StringValueNode)?.Value)
        .FirstOrDefault();

    private static DirectiveNode[] Without(IEnumerable<DirectiveNode> directives, string name) =>
        [.. directives.Where(node => node.Name.Value != name)];

    private static ErrorLocation At(SyntaxNode node) => new(node.Location.Line, node.Location.Column);
}
