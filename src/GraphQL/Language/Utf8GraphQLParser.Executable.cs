namespace SmsPlatform.GraphQL.Language;

public ref partial struct Utf8GraphQLParser
{
    private OperationDefinitionNode ParseShorthandQuery()
    {
        var start = _lexer.Position;
        var selectionSet = ParseSelectionSet();
        return new OperationDefinitionNode(OperationType.Query, null, default, default, selectionSet, null, Locate(start));
    }

    // ExecutableDefinition : OperationDefinition | FragmentDefinition; null when the keyword opens neither.
    private ExecutableDefinitionNode? ParseExecutableDefinition(SourcePosition start, StringValueNode? description)
    {
        if (SkipKeyword("fragment"u8))
        {
            return ParseFragmentDefinition(start, description);
        }

        return TryParseOperationType(out var operation) ? ParseOperationDefinition(operation, start, description) : null;
    }

    // OperationDefinition : Description? OperationType Name? VariablesDefinition? Directives? SelectionSet
    private OperationDefinitionNode ParseOperationDefinition(OperationType operation, SourcePosition start, StringValueNode? description)
    {
        var name = _lexer.Kind == TokenKind.Name ? ParseName() : null;
        var variables = ParseVariableDefinitions();
        var directives = ParseDirectives(isConstant: false);
        var selectionSet = ParseSelectionSet();
        return new OperationDefinitionNode(operation, name, variables, directives, selectionSet, description, Locate(start));
    }

    // OperationType : one of query mutation subscription
    private bool TryParseOperationType(out OperationType operation)
    {
        operation = default;
        if (SkipKeyword("query"u8))
        {
            return true;
        }

        if (SkipKeyword("mutation"u8))
        {
            operation = OperationType.Mutation;
            return true;
        }

        operation = OperationType.Subscription;
        return SkipKeyword("subscription"u8);
    }

    // FragmentDefinition : Description? fragment FragmentName TypeCondition Directives? SelectionSet
    private FragmentDefinitionNode ParseFragmentDefinition(SourcePosition start, StringValueNode? description)
    {
        if (IsKeyword("on"u8))
        {
            throw Unexpected();
        }

        var name = ParseName();
        ExpectKeyword("on"u8);
        var typeCondition = ParseNamedType();
        var directives = ParseDirectives(isConstant: false);
        var selectionSet = ParseSelectionSet();
        return new FragmentDefinitionNode(name, typeCondition, directives, selectionSet, description, Locate(start));
    }

    // VariablesDefinition : ( VariableDefinition+ )
    private NodeList<VariableDefinitionNode> ParseVariableDefinitions()
    {
        if (!Skip(TokenKind.ParenOpen))
        {
            return default;
        }

        var mark = _nodes.Count;
        do
        {
            _nodes.Push(ParseVariableDefinition());
        }
        while (!Skip(TokenKind.ParenClose));

        return _nodes.PopTo<VariableDefinitionNode>(mark);
    }

    // VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?
    private VariableDefinitionNode ParseVariableDefinition()
    {
        var start = _lexer.Position;
        var description = ParseDescription();
        var variable = ParseVariable();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Skip(TokenKind.Equals) ? ParseValueLiteral(isConstant: true) : null;
        var directives = ParseDirectives(isConstant: true);
        return new VariableDefinitionNode(variable, type, defaultValue, directives, description, Locate(start));
    }

    // SelectionSet : { Selection+ }
    private SelectionSetNode ParseSelectionSet()
    {
        Enter();
        var start = _lexer.Position;
        var mark = _nodes.Count;
        Expect(TokenKind.BraceOpen);
        do
        {
            _nodes.Push(_lexer.Kind == TokenKind.Spread ? ParseFragment() : ParseField());
        }
        while (!Skip(TokenKind.BraceClose));

        Leave();
        return new SelectionSetNode(_nodes.PopTo<SelectionNode>(mark), Locate(start));
    }

    // Field : Alias? Name Arguments? Directives? SelectionSet?
    private FieldNode ParseField()
    {
        var start = _lexer.Position;
        if (++_fieldCount > _options.MaxFields)
        {
            throw SyntaxErrors.TooManyFields(_options.MaxFields, start);
        }

        var name = ParseName();
        NameNode? alias = null;
        if (Skip(TokenKind.Colon))
        {
            alias = name;
            name = ParseName();
        }

        var arguments = ParseArguments(isConstant: false);
        var directives = ParseDirectives(isConstant: false);
        var selectionSet = _lexer.Kind == TokenKind.BraceOpen ? ParseSelectionSet() : null;
        return new FieldNode(alias, name, arguments, directives, selectionSet, Locate(start));
    }

    // FragmentSpread : ... FragmentName Directives?
    // InlineFragment : ... TypeCondition? Directives? SelectionSet
    private SelectionNode ParseFragment()
    {
        var start = _lexer.Position;
        Expect(TokenKind.Spread);

        if (_lexer.Kind == TokenKind.Name && !IsKeyword("on"u8))
        {
            var name = ParseName();
            return new FragmentSpreadNode(name, ParseDirectives(isConstant: false), Locate(start));
        }

        var typeCondition = SkipKeyword("on"u8) ? ParseNamedType() : null;
        var directives = ParseDirectives(isConstant: false);
        var selectionSet = ParseSelectionSet();
        return new InlineFragmentNode(typeCondition, directives, selectionSet, Locate(start));
    }

    // Arguments[Const] : ( Argument[?Const]+ )
    private NodeList<ArgumentNode> ParseArguments(bool isConstant)
    {
        if (!Skip(TokenKind.ParenOpen))
        {
            return default;
        }

        var mark = _nodes.Count;
        do
        {
            _nodes.Push(ParseArgument(isConstant));
        }
        while (!Skip(TokenKind.ParenClose));

        return _nodes.PopTo<ArgumentNode>(mark);
    }

    // Argument[Const] : Name : Value[?Const]
    private ArgumentNode ParseArgument(bool isConstant)
    {
        var start = _lexer.Position;
        var name = ParseName();
        Expect(TokenKind.Colon);
        var value = ParseValueLiteral(isConstant);
        return new ArgumentNode(name, value, Locate(start));
    }

    // Directives[Const] : Directive[?Const]+
    private NodeList<DirectiveNode> ParseDirectives(bool isConstant)
    {
        if (_lexer.Kind != TokenKind.At)
        {
            return default;
        }

        var mark = _nodes.Count;
        while (_lexer.Kind == TokenKind.At)
        {
            _nodes.Push(ParseDirective(isConstant));
        }

        return _nodes.PopTo<DirectiveNode>(mark);
    }

    // Directive[Const] : @ Name Arguments[?Const]?
    private DirectiveNode ParseDirective(bool isConstant)
    {
        var start = _lexer.Position;
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseArguments(isConstant);
        return new DirectiveNode(name, arguments, Locate(start));
    }
}
