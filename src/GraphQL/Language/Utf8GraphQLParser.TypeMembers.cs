namespace SmsPlatform.GraphQL.Language;

public ref partial struct Utf8GraphQLParser
{
    // ImplementsInterfaces : ImplementsInterfaces & NamedType    implements &? NamedType
    private NodeList<NamedTypeNode> ParseImplementsInterfaces() =>
        SkipKeyword("implements"u8) ? ParseNamedTypes(TokenKind.Ampersand) : default;

    // UnionMemberTypes : UnionMemberTypes | NamedType    = |? NamedType
    private NodeList<NamedTypeNode> ParseUnionMemberTypes() => Skip(TokenKind.Equals) ? ParseNamedTypes(TokenKind.Pipe) : default;

    private NodeList<NamedTypeNode> ParseNamedTypes(TokenKind delimiter)
    {
        var mark = _nodes.Count;
        Skip(delimiter);
        do
        {
            _nodes.Push(ParseNamedType());
        }
        while (Skip(delimiter));

        return _nodes.PopTo<NamedTypeNode>(mark);
    }

    // FieldsDefinition : { FieldDefinition+ }
    private NodeList<FieldDefinitionNode> ParseFieldDefinitions()
    {
        if (!Skip(TokenKind.BraceOpen))
        {
            return default;
        }

        var mark = _nodes.Count;
        do
        {
            _nodes.Push(ParseFieldDefinition());
        }
        while (!Skip(TokenKind.BraceClose));

        return _nodes.PopTo<FieldDefinitionNode>(mark);
    }

    // FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?
    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = _lexer.Position;
        var description = ParseDescription();
        var name = ParseName();
        var arguments = ParseInputValues(TokenKind.ParenOpen, TokenKind.ParenClose);
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var directives = ParseDirectives(isConstant: true);
        return new FieldDefinitionNode(name, arguments, type, directives, description, Locate(start));
    }

    // ArgumentsDefinition : ( InputValueDefinition+ )    InputFieldsDefinition : { InputValueDefinition+ }
    private NodeList<InputValueDefinitionNode> ParseInputValues(TokenKind open, TokenKind close)
    {
        if (!Skip(open))
        {
            return default;
        }

        var mark = _nodes.Count;
        do
        {
            _nodes.Push(ParseInputValue());
        }
        while (!Skip(close));

        return _nodes.PopTo<InputValueDefinitionNode>(mark);
    }

    // InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?
    private InputValueDefinitionNode ParseInputValue()
    {
        var start = _lexer.Position;
        var description = ParseDescription();
        var name = ParseName();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Skip(TokenKind.Equals) ? ParseValueLiteral(isConstant: true) : null;
        var directives = ParseDirectives(isConstant: true);
        return new InputValueDefinitionNode(name, type, defaultValue, directives, description, Locate(start));
    }

    // EnumValuesDefinition : { EnumValueDefinition+ }
    private NodeList<EnumValueDefinitionNode> ParseEnumValues()
    {
        if (!Skip(TokenKind.BraceOpen))
        {
            return default;
        }

        var mark = _nodes.Count;
        do
        {
            _nodes.Push(ParseEnumValue());
        }
        while (!Skip(TokenKind.BraceClose));

        return _nodes.PopTo<EnumValueDefinitionNode>(mark);
    }

    // EnumValueDefinition : Description? EnumValue Directives[Const]?
    private EnumValueDefinitionNode ParseEnumValue()
    {
        var start = _lexer.Position;
        var description = ParseDescription();
        if (IsKeyword("true"u8) || IsKeyword("false"u8) || IsKeyword("null"u8))
        {
            throw SyntaxErrors.ReservedEnumValue(DescribeToken(), _lexer.Position);
        }

        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        return new EnumValueDefinitionNode(name, directives, description, Locate(start));
    }
}
