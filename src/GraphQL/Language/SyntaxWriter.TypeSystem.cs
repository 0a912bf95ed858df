namespace SmsPlatform.GraphQL.Language;

internal sealed partial class SyntaxWriter
{
    private void WriteTypeSystem(SyntaxNode node)
    {
        switch (node)
        {
            case SchemaDefinitionNode schema:
                WriteDescription(schema.Description);
                WriteHead("schema", null, default, schema.Directives);
                WriteMembers(schema.OperationTypes);
                break;
            case SchemaExtensionNode schema:
                WriteHead("extend schema", null, default, schema.Directives);
                WriteMembers(schema.OperationTypes);
                break;
            case OperationTypeDefinitionNode operation:
                Append($"{NameOf(operation.Operation)}: {operation.Type.Name.Value}");
                break;
            case FieldDefinitionNode field:
                WriteDescription(field.Description);
                Append(field.Name.Value);
                WriteArgumentDefinitions(field.Arguments);
                Append(": ");
                Write(field.Type);
                WriteDirectives(field.Directives);
                break;
            case InputValueDefinitionNode input:
                WriteInputValue(input);
                break;
            case EnumValueDefinitionNode value:
                WriteDescription(value.Description);
                Append(value.Name.Value);
                WriteDirectives(value.Directives);
                break;
            case DirectiveDefinitionNode directive:
                WriteDirectiveDefinition(directive);
                break;
        }
    }

    private void WriteTypeDefinition(TypeDefinitionNode node)
    {
        WriteDescription(node.Description);
        switch (node)
        {
            case ScalarTypeDefinitionNode:
                WriteHead("scalar", node.Name, default, node.Directives);
                break;
            case ObjectTypeDefinitionNode type:
                WriteHead("type", type.Name, type.Interfaces, type.Directives);
                WriteMembers(type.Fields);
                break;
            case InterfaceTypeDefinitionNode type:
                WriteHead("interface", type.Name, type.Interfaces, type.Directives);
                WriteMembers(type.Fields);
                break;
            case UnionTypeDefinitionNode union:
                WriteHead("union", union.Name, default, union.Directives);
                WriteUnionMembers(union.Types);
                break;
            case EnumTypeDefinitionNode type:
                WriteHead("enum", type.Name, default, type.Directives);
                WriteMembers(type.Values);
                break;
            case InputObjectTypeDefinitionNode type:
                WriteHead("input", type.Name, default, type.Directives);
                WriteMembers(type.Fields);
                break;
        }
    }

    private void WriteTypeExtension(TypeExtensionNode node)
    {
        switch (node)
        {
            case ScalarTypeExtensionNode:
                WriteHead("extend scalar", node.Name, default, node.Directives);
                break;
            case ObjectTypeExtensionNode type:
                WriteHead("extend type", type.Name, type.Interfaces, type.Directives);
                WriteMembers(type.Fields);
                break;
            case InterfaceTypeExtensionNode type:
                WriteHead("extend interface", type.Name, type.Interfaces, type.Directives);
                WriteMembers(type.Fields);
                break;
            case UnionTypeExtensionNode union:
                WriteHead("extend union", union.Name, default, union.Directives);
                WriteUnionMembers(union.Types);
                break;
            case EnumTypeExtensionNode type:
                WriteHead("extend enum", type.Name, default, type.Directives);
                WriteMembers(type.Values);
                break;
            case InputObjectTypeExtensionNode type:
                WriteHead("extend input", type.Name, default, type.Directives);
                WriteMembers(type.Fields);
                break;
        }
    }

    private void WriteHead(string keyword, NameNode? name, NodeList<NamedTypeNode> interfaces, NodeList<DirectiveNode> directives)
    {
        Append(name is null ? keyword : $"{keyword} {name.Value}");
        if (interfaces.Count > 0)
        {
            Append(" implements ");
            WriteJoined(interfaces, " & ");
        }

        WriteDirectives(directives);
    }

    private void WriteMembers<T>(NodeList<T> members)
        where T : SyntaxNode
    {
        if (members.Count > 0)
        {
            Append(" ");
            WriteBlock(members);
        }
    }

    private void WriteUnionMembers(NodeList<NamedTypeNode> types)
    {
        if (types.Count > 0)
        {
            Append(" = ");
            WriteJoined(types, " | ");
        }
    }

    private void WriteArgumentDefinitions(NodeList<InputValueDefinitionNode> arguments)
    {
        if (arguments.Count == 0)
        {
            return;
        }

        if (IsMultiline(arguments))
        {
            WriteIndented("(\n", arguments, "\n)");
            return;
        }

        Append("(");
        WriteJoined(arguments, ", ");
        Append(")");
    }

    private void WriteInputValue(InputValueDefinitionNode input)
    {
        WriteDescription(input.Description);
        Append(input.Name.Value);
        Append(": ");
        Write(input.Type);
        if (input.DefaultValue is { } value)
        {
            Append(" = ");
            Write(value);
        }

        WriteDirectives(input.Directives);
    }

    private void WriteDirectiveDefinition(DirectiveDefinitionNode directive)
    {
        WriteDescription(directive.Description);
        Append("directive @");
        Append(directive.Name.Value);
        WriteArgumentDefinitions(directive.Arguments);
        Append(directive.IsRepeatable ? " repeatable on " : " on ");
        WriteJoined(directive.Locations, " | ");
    }
}
