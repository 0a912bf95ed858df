namespace SmsPlatform.GraphQL.Language;

// An extension that extends by nothing is no extension: each must bring directives or members.
public ref partial struct Utf8GraphQLParser
{
    // TypeSystemExtension : SchemaExtension | TypeExtension
    private TypeSystemDefinitionNode ParseTypeSystemExtension()
    {
        var start = _lexer.Position;
        ExpectKeyword("extend"u8);

        if (SkipKeyword("type"u8))
        {
            return ParseObjectTypeExtension(start);
        }

        if (SkipKeyword("input"u8))
        {
            return ParseInputObjectTypeExtension(start);
        }

        if (SkipKeyword("enum"u8))
        {
            return ParseEnumTypeExtension(start);
        }

        if (SkipKeyword("interface"u8))
        {
            return ParseInterfaceTypeExtension(start);
        }

        if (SkipKeyword("union"u8))
        {
            return ParseUnionTypeExtension(start);
        }

        if (SkipKeyword("scalar"u8))
        {
            return ParseScalarTypeExtension(start);
        }

        return SkipKeyword("schema"u8) ? ParseSchemaExtension(start) : throw Unexpected();
    }

    // SchemaExtension : extend schema Directives[Const]? { RootOperationTypeDefinition+ }    extend schema Directives[Const]
    private SchemaExtensionNode ParseSchemaExtension(SourcePosition start)
    {
        var directives = ParseDirectives(isConstant: true);
        var operationTypes = ParseOperationTypes(isOptional: true);
        RequireAny(directives.Count + operationTypes.Count);
        return new SchemaExtensionNode(directives, operationTypes, Locate(start));
    }

    // ScalarTypeExtension : extend scalar Name Directives[Const]
    private ScalarTypeExtensionNode ParseScalarTypeExtension(SourcePosition start)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        RequireAny(directives.Count);
        return new ScalarTypeExtensionNode(name, directives, Locate(start));
    }

    // ObjectTypeExtension : extend type Name ImplementsInterfaces? Directives[Const]? FieldsDefinition?
    private ObjectTypeExtensionNode ParseObjectTypeExtension(SourcePosition start)
    {
        var name = ParseName();
        var interfaces = ParseImplementsInterfaces();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseFieldDefinitions();
        RequireAny(interfaces.Count + directives.Count + fields.Count);
        return new ObjectTypeExtensionNode(name, directives, interfaces, fields, Locate(start));
    }

    // InterfaceTypeExtension : extend interface Name ImplementsInterfaces? Directives[Const]? FieldsDefinition?
    private InterfaceTypeExtensionNode ParseInterfaceTypeExtension(SourcePosition start)
    {
        var name = ParseName();
        var interfaces = ParseImplementsInterfaces();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseFieldDefinitions();
        RequireAny(interfaces.Count + directives.Count + fields.Count);
        return new InterfaceTypeExtensionNode(name, directives, interfaces, fields, Locate(start));
    }

    // UnionTypeExtension : extend union Name Directives[Const]? UnionMemberTypes?
    private UnionTypeExtensionNode ParseUnionTypeExtension(SourcePosition start)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var types = ParseUnionMemberTypes();
        RequireAny(directives.Count + types.Count);
        return new UnionTypeExtensionNode(name, directives, types, Locate(start));
    }

    // EnumTypeExtension : extend enum Name Directives[Const]? EnumValuesDefinition?
    private EnumTypeExtensionNode ParseEnumTypeExtension(SourcePosition start)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var values = ParseEnumValues();
        RequireAny(directives.Count + values.Count);
        return new EnumTypeExtensionNode(name, directives, values, Locate(start));
    }

    // InputObjectTypeExtension : extend input Name Directives[Const]? InputFieldsDefinition?
    private InputObjectTypeExtensionNode ParseInputObjectTypeExtension(SourcePosition start)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseInputValues(TokenKind.BraceOpen, TokenKind.BraceClose);
        RequireAny(directives.Count + fields.Count);
        return new InputObjectTypeExtensionNode(name, directives, fields, Locate(start));
    }

    private readonly void RequireAny(int count)
    {
        if (count == 0)
        {
            throw Unexpected();
        }
    }
}
