using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Checks the directives applied in a type system document: known, in place, once, with fitting arguments.</summary>
internal sealed class SdlDirectiveRules
{
    private readonly SchemaParts _parts;
    private readonly DocumentNode _document;
    private readonly Dictionary<string, DirectiveType> _known;

    // An extension shares the directives of what it extends, so @a on both is a repetition.
    private readonly Dictionary<string, HashSet<string>> _onTypes = new(StringComparer.Ordinal);

    public SdlDirectiveRules(SchemaParts parts, DocumentNode document)
    {
        _parts = parts;
        _document = document;
        _known = parts.Directives.Concat(BuiltInDirectives.Create(parts.Scalar))
            .DistinctBy(directive => directive.Name)
            .ToDictionary(directive => directive.Name, StringComparer.Ordinal);
    }

    public void Check()
    {
        foreach (var node in _document.Definitions)
        {
            switch (node)
            {
                case SchemaDefinitionNode schema:
                    Check(schema.Directives, DirectiveLocation.Schema, Shared("schema"));
                    break;
                case SchemaExtensionNode schema:
                    Check(schema.Directives, DirectiveLocation.Schema, Shared("schema"));
                    break;
                case TypeDefinitionNode type:
                    Check(type.Directives, PlaceOf(type), Shared($"type {type.Name.Value}"));
                    CheckMembers(type);
                    break;
                case TypeExtensionNode type:
                    Check(type.Directives, PlaceOf(type), Shared($"type {type.Name.Value}"));
                    CheckMembers(type);
                    break;
                case DirectiveDefinitionNode directive:
                    Check(directive.Arguments, DirectiveLocation.ArgumentDefinition);
                    break;
            }
        }
    }

    private void CheckMembers(SyntaxNode node)
    {
        switch (node)
        {
            case ObjectTypeDefinitionNode type:
                Check(type.Fields);
                break;
            case InterfaceTypeDefinitionNode type:
                Check(type.Fields);
                break;
            case ObjectTypeExtensionNode type:
                Check(type.Fields);
                break;
            case InterfaceTypeExtensionNode type:
                Check(type.Fields);
                break;
            case InputObjectTypeDefinitionNode type:
                Check(type.Fields, DirectiveLocation.InputFieldDefinition);
                break;
            case InputObjectTypeExtensionNode type:
                Check(type.Fields, DirectiveLocation.InputFieldDefinition);
                break;
            case EnumTypeDefinitionNode type:
                Check(type.Values);
                break;
            case EnumTypeExtensionNode type:
                Check(type.Values);
                break;
        }
    }

    private void Check(NodeList<FieldDefinitionNode> fields)
    {
        foreach (var field in fields)
        {
            Check(field.Directives, DirectiveLocation.FieldDefinition, []);
            Check(field.Arguments, DirectiveLocation.ArgumentDefinition);
        }
    }

    private void Check(NodeList<InputValueDefinitionNode> fields, DirectiveLocation place)
    {
        foreach (var field in fields)
        {
            Check(field.Directives, place, []);
        }
    }

    private void Check(NodeList<EnumValueDefinitionNode> values)
    {
        foreach (var value in values)
        {
            Check(value.Directives, DirectiveLocation.EnumValue, []);
        }
    }

    private void Check(NodeList<DirectiveNode> directives, DirectiveLocation place, HashSet<string> seen)
    {
        foreach (var node in directives)
        {
            var name = node.Name.Value;
            if (!_known.TryGetValue(name, out var directive))
            {
                _parts.Errors.Add(SchemaErrors.UnknownDirective(name, node.Location));
                continue;
            }

            if (!directive.Locations.HasFlag(place))
            {
                _parts.Errors.Add(SchemaErrors.MisplacedDirective(name, place, node.Location));
            }

            if (!seen.Add(name) && !directive.IsRepeatable)
            {
                _parts.Errors.Add(SchemaErrors.RepeatedDirective(name, node.Location));
            }

            CheckArguments(node, directive);
        }
    }

    private void CheckArguments(DirectiveNode node, DirectiveType directive)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in node.Arguments)
        {
            if (!given.Add(argument.Name.Value))
            {
                _parts.Errors.Add(SchemaErrors.DuplicateDirectiveArgument(argument.Name.Value, argument.Name.Location));
            }

            if (!directive.Arguments.TryGet(argument.Name.Value, out var definition))
            {
                _parts.Errors.Add(SchemaErrors.UnknownDirectiveArgument(directive.Name, argument.Name.Value, argument.Location));
            }
            else if (!LiteralRules.Fits(argument.Value, definition.Type))
            {
                _parts.Errors.Add(SchemaErrors.InvalidValue(argument.Value, definition.Type));
            }
        }

        foreach (var definition in directive.Arguments)
        {
            if (definition.IsRequired && !given.Contains(definition.Name))
            {
                _parts.Errors.Add(SchemaErrors.MissingDirectiveArgument(directive.Name, definition, node.Location));
            }
        }
    }

    private HashSet<string> Shared(string owner)
    {
        if (!_onTypes.TryGetValue(owner, out var seen))
        {
            _onTypes[owner] = seen = new HashSet<string>(StringComparer.Ordinal);
        }

        return seen;
    }

    private static DirectiveLocation PlaceOf(SyntaxNode node) => node switch
    {
        ObjectTypeDefinitionNode or ObjectTypeExtensionNode => DirectiveLocation.Object,
        InterfaceTypeDefinitionNode or InterfaceTypeExtensionNode => DirectiveLocation.Interface,
        UnionTypeDefinitionNode or UnionTypeExtensionNode => DirectiveLocation.Union,
        EnumTypeDefinitionNode or EnumTypeExtensionNode => DirectiveLocation.Enum,
        InputObjectTypeDefinitionNode or InputObjectTypeExtensionNode => DirectiveLocation.InputObject,
        _ => DirectiveLocation.Scalar,
    };
}
