using System.Text;

namespace SmsPlatform.GraphQL.Language;

public ref partial struct Utf8GraphQLParser
{
    // Value[Const] : [~Const] Variable | IntValue | FloatValue | StringValue | BooleanValue | NullValue | EnumValue
    //                | ListValue[?Const] | ObjectValue[?Const]
    private ValueNode ParseValueLiteral(bool isConstant)
    {
        var start = _lexer.Position;
        switch (_lexer.Kind)
        {
            case TokenKind.BracketOpen:
                return ParseList(isConstant);
            case TokenKind.BraceOpen:
                return ParseObject(isConstant);
            case TokenKind.Int:
                return new IntValueNode(TakeText(), Locate(start));
            case TokenKind.Float:
                return new FloatValueNode(TakeText(), Locate(start));
            case TokenKind.String or TokenKind.BlockString:
                return ParseStringLiteral();
            case TokenKind.Name:
                return ParseNamedValue();
            case TokenKind.Dollar:
                return isConstant ? throw VariableInConstant() : ParseVariable();
            default:
                throw Unexpected();
        }
    }

    // BooleanValue : one of true false    NullValue : null    EnumValue : Name but not true or false or null
    private ValueNode ParseNamedValue()
    {
        var start = _lexer.Position;
        if (SkipKeyword("true"u8))
        {
            return new BooleanValueNode(true, Locate(start));
        }

        if (SkipKeyword("false"u8))
        {
            return new BooleanValueNode(false, Locate(start));
        }

        if (SkipKeyword("null"u8))
        {
            return new NullValueNode(Locate(start));
        }

        var name = NameTable.Get(_lexer.Text);
        Advance();
        return new EnumValueNode(name, Locate(start));
    }

    private StringValueNode ParseStringLiteral()
    {
        var start = _lexer.Position;
        var isBlock = _lexer.Kind == TokenKind.BlockString;
        var value = isBlock ? StringDecoder.DecodeBlock(_lexer.Text) : StringDecoder.Decode(_lexer.Text);
        Advance();
        return new StringValueNode(value, isBlock, Locate(start));
    }

    // Variable : $ Name
    private VariableNode ParseVariable()
    {
        var start = _lexer.Position;
        Expect(TokenKind.Dollar);
        var name = ParseName();
        return new VariableNode(name, Locate(start));
    }

    // ListValue[Const] : [ ] | [ Value[?Const]+ ]
    private ListValueNode ParseList(bool isConstant)
    {
        Enter();
        var start = _lexer.Position;
        var mark = _nodes.Count;
        Expect(TokenKind.BracketOpen);
        while (!Skip(TokenKind.BracketClose))
        {
            _nodes.Push(ParseValueLiteral(isConstant));
        }

        Leave();
        return new ListValueNode(_nodes.PopTo<ValueNode>(mark), Locate(start));
    }

    // ObjectValue[Const] : { } | { ObjectField[?Const]+ }
    private ObjectValueNode ParseObject(bool isConstant)
    {
        Enter();
        var start = _lexer.Position;
        var mark = _nodes.Count;
        Expect(TokenKind.BraceOpen);
        while (!Skip(TokenKind.BraceClose))
        {
            _nodes.Push(ParseObjectField(isConstant));
        }

        Leave();
        return new ObjectValueNode(_nodes.PopTo<ObjectFieldNode>(mark), Locate(start));
    }

    // ObjectField[Const] : Name : Value[?Const]
    private ObjectFieldNode ParseObjectField(bool isConstant)
    {
        var start = _lexer.Position;
        var name = ParseName();
        Expect(TokenKind.Colon);
        var value = ParseValueLiteral(isConstant);
        return new ObjectFieldNode(name, value, Locate(start));
    }

    // Type : NamedType | ListType | NonNullType
    private TypeNode ParseTypeReference()
    {
        var start = _lexer.Position;
        TypeNode type;
        if (_lexer.Kind == TokenKind.BracketOpen)
        {
            Enter();
            Advance();
            var itemType = ParseTypeReference();
            Expect(TokenKind.BracketClose);
            Leave();
            type = new ListTypeNode(itemType, Locate(start));
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(type, Locate(start)) : type;
    }

    // NamedType : Name
    private NamedTypeNode ParseNamedType()
    {
        var start = _lexer.Position;
        var name = ParseName();
        return new NamedTypeNode(name, Locate(start));
    }

    private string TakeText()
    {
        var text = Encoding.ASCII.GetString(_lexer.Text);
        Advance();
        return text;
    }

    private SyntaxException VariableInConstant()
    {
        var start = _lexer.Position;
        var dollar = Unexpected();
        Advance();
        return _lexer.Kind == TokenKind.Name
            ? SyntaxErrors.VariableInConstant(Encoding.ASCII.GetString(_lexer.Text), start)
            : dollar;
    }
}
