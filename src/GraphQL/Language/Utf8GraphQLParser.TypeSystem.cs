namespace SmsPlatform.GraphQL.Language;

public ref partial struct Utf8GraphQLParser
{
    // TypeSystemDefinition : SchemaDefinition | TypeDefinition | DirectiveDefinition; null when the keyword opens none.
    private TypeSystemDefinitionNode? ParseTypeSystemDefinition(SourcePosition start, StringValueNode? description)
    {
        if (SkipKeyword("type"u8))
        {
            return ParseObjectType(start, description);
        }

        if (SkipKeyword("input"u8))
        {
            return ParseInputObjectType(start, description);
        }

        if (SkipKeyword("enum"u8))
        {
            return ParseEnumType(start, description);
        }

        if (SkipKeyword("interface"u8))
        {
            return ParseInterfaceType(start, description);
        }

        if (SkipKeyword("union"u8))
        {
            return ParseUnionType(start, description);
        }

        if (SkipKeyword("scalar"u8))
        {
            return ParseScalarType(start, description);
        }

        if (SkipKeyword("schema"u8))
        {
            return ParseSchemaDefinition(start, description);
        }

        return SkipKeyword("directive"u8) ? ParseDirectiveDefinition(start, description) : null;
    }

    // SchemaDefinition : Description? schema Directives[Const]? { RootOperationTypeDefinition+ }
    private SchemaDefinitionNode ParseSchemaDefinition(SourcePosition start, StringValueNode? description)
    {
        var directives = ParseDirectives(isConstant: true);
        var operationTypes = ParseOperationTypes(isOptional: false);
        return new SchemaDefinitionNode(directives, operationTypes, description, Locate(start));
    }

    private NodeList<OperationTypeDefinitionNode> ParseOperationTypes(bool isOptional)
    {
        if (isOptional && _lexer.Kind != TokenKind.BraceOpen)
        {
            return default;
        }

        var mark = _nodes.Count;
        Expect(TokenKind.BraceOpen);
        do
        {
            _nodes.Push(ParseOperationTypeDefinition());
        }
        while (!Skip(TokenKind.BraceClose));

        return _nodes.PopTo<OperationTypeDefinitionNode>(mark);
    }

    // RootOperationTypeDefinition : OperationType : NamedType
    private OperationTypeDefinitionNode ParseOperationTypeDefinition()
    {
        var start = _lexer.Position;
        if (_lexer.Kind != TokenKind.Name)
        {
            throw Expected("Name");
        }

        if (!TryParseOperationType(out var operation))
        {
            throw UnexpectedAfterAdvance();
        }

        Expect(TokenKind.Colon);
        var type = ParseNamedType();
        return new OperationTypeDefinitionNode(operation, type, Locate(start));
    }

    // ScalarTypeDefinition : Description? scalar Name Directives[Const]?
    private ScalarTypeDefinitionNode ParseScalarType(SourcePosition start, StringValueNode? description)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        return new ScalarTypeDefinitionNode(name, directives, description, Locate(start));
    }

    // ObjectTypeDefinition : Description? type Name ImplementsInterfaces? Directives[Const]? FieldsDefinition?
    private ObjectTypeDefinitionNode ParseObjectType(SourcePosition start, StringValueNode? description)
    {
        var name = ParseName();
        var interfaces = ParseImplementsInterfaces();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseFieldDefinitions();
        return new ObjectTypeDefinitionNode(name, directives, interfaces, fields, description, Locate(start));
    }

    // InterfaceTypeDefinition : Description? interface Name ImplementsInterfaces? Directives[Const]? FieldsDefinition?
    private InterfaceTypeDefinitionNode ParseInterfaceType(SourcePosition start, StringValueNode? description)
    {
        var name = ParseName();
        var interfaces = ParseImplementsInterfaces();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseFieldDefinitions();
        return new InterfaceTypeDefinitionNode(name, directives, interfaces, fields, description, Locate(start));
    }

    // UnionTypeDefinition : Description? union Name Directives[Const]? UnionMemberTypes?
    private UnionTypeDefinitionNode ParseUnionType(SourcePosition start, StringValueNode? description)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var types = ParseUnionMemberTypes();
        return new UnionTypeDefinitionNode(name, directives, types, description, Locate(start));
    }

    // EnumTypeDefinition : Description? enum Name Directives[Const]? EnumValuesDefinition?
    private EnumTypeDefinitionNode ParseEnumType(SourcePosition start, StringValueNode? description)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var values = ParseEnumValues();
        return new EnumTypeDefinitionNode(name, directives, values, description, Locate(start));
    }

    // InputObjectTypeDefinition : Description? input Name Directives[Const]? InputFieldsDefinition?
    private InputObjectTypeDefinitionNode ParseInputObjectType(SourcePosition start, StringValueNode? description)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseInputValues(TokenKind.BraceOpen, TokenKind.BraceClose);
        return new InputObjectTypeDefinitionNode(name, directives, fields, description, Locate(start));
    }

    // DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations
    private DirectiveDefinitionNode ParseDirectiveDefinition(SourcePosition start, StringValueNode? description)
    {
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseInputValues(TokenKind.ParenOpen, TokenKind.ParenClose);
        var isRepeatable = SkipKeyword("repeatable"u8);
        ExpectKeyword("on"u8);
        var locations = ParseDirectiveLocations();
        return new DirectiveDefinitionNode(name, arguments, isRepeatable, locations, description, Locate(start));
    }

    // DirectiveLocations : DirectiveLocations | DirectiveLocation    |? DirectiveLocation
    private NodeList<NameNode> ParseDirectiveLocations()
    {
        var mark = _nodes.Count;
        Skip(TokenKind.Pipe);
        do
        {
            if (_lexer.Kind == TokenKind.Name && !DirectiveLocations.IsKnown(_lexer.Text))
            {
                throw UnexpectedAfterAdvance();
            }

            _nodes.Push(ParseName());
        }
        while (Skip(TokenKind.Pipe));

        return _nodes.PopTo<NameNode>(mark);
    }

    // What follows the unexpected name may be no token at all, and is then the first mistake to tell, as in the reference.
    private SyntaxException UnexpectedAfterAdvance()
    {
        var unexpected = Unexpected();
        Advance();
        return unexpected;
    }
}
