namespace SmsPlatform.GraphQL.Language;

/// <summary>The grammar production of a node; the names are those of the specification's appendix.</summary>
public enum SyntaxKind
{
    /// <summary>The production <c>Document</c>.</summary>
    Document,

    /// <summary>The production <c>OperationDefinition</c>.</summary>
    OperationDefinition,

    /// <summary>The production <c>VariableDefinition</c>.</summary>
    VariableDefinition,

    /// <summary>The production <c>SelectionSet</c>.</summary>
    SelectionSet,

    /// <summary>The production <c>Field</c>.</summary>
    Field,

    /// <summary>The production <c>Argument</c>.</summary>
    Argument,

    /// <summary>The production <c>FragmentSpread</c>.</summary>
    FragmentSpread,

    /// <summary>The production <c>InlineFragment</c>.</summary>
    InlineFragment,

    /// <summary>The production <c>FragmentDefinition</c>.</summary>
    FragmentDefinition,

    /// <summary>The production <c>Variable</c>.</summary>
    Variable,

    /// <summary>The production <c>IntValue</c>.</summary>
    IntValue,

    /// <summary>The production <c>FloatValue</c>.</summary>
    FloatValue,

    /// <summary>The production <c>StringValue</c>.</summary>
    StringValue,

    /// <summary>The production <c>BooleanValue</c>.</summary>
    BooleanValue,

    /// <summary>The production <c>NullValue</c>.</summary>
    NullValue,

    /// <summary>The production <c>EnumValue</c>.</summary>
    EnumValue,

    /// <summary>The production <c>ListValue</c>.</summary>
    ListValue,

    /// <summary>The production <c>ObjectValue</c>.</summary>
    ObjectValue,

    /// <summary>The production <c>ObjectField</c>.</summary>
    ObjectField,

    /// <summary>The production <c>Directive</c>.</summary>
    Directive,

    /// <summary>The production <c>Name</c>.</summary>
    Name,

    /// <summary>The production <c>NamedType</c>.</summary>
    NamedType,

    /// <summary>The production <c>ListType</c>.</summary>
    ListType,

    /// <summary>The production <c>NonNullType</c>.</summary>
    NonNullType,

    /// <summary>The production <c>SchemaDefinition</c>.</summary>
    SchemaDefinition,

    /// <summary>The production <c>OperationTypeDefinition</c>.</summary>
    OperationTypeDefinition,

    /// <summary>The production <c>ScalarTypeDefinition</c>.</summary>
    ScalarTypeDefinition,

    /// <summary>The production <c>ObjectTypeDefinition</c>.</summary>
    ObjectTypeDefinition,

    /// <summary>The production <c>FieldDefinition</c>.</summary>
    FieldDefinition,

    /// <summary>The production <c>InputValueDefinition</c>.</summary>
    InputValueDefinition,

    /// <summary>The production <c>InterfaceTypeDefinition</c>.</summary>
    InterfaceTypeDefinition,

    /// <summary>The production <c>UnionTypeDefinition</c>.</summary>
    UnionTypeDefinition,

    /// <summary>The production <c>EnumTypeDefinition</c>.</summary>
    EnumTypeDefinition,

    /// <summary>The production <c>EnumValueDefinition</c>.</summary>
    EnumValueDefinition,

    /// <summary>The production <c>InputObjectTypeDefinition</c>.</summary>
    InputObjectTypeDefinition,

    /// <summary>The production <c>DirectiveDefinition</c>.</summary>
    DirectiveDefinition,

    /// <summary>The production <c>SchemaExtension</c>.</summary>
    SchemaExtension,

    /// <summary>The production <c>ScalarTypeExtension</c>.</summary>
    ScalarTypeExtension,

    /// <summary>The production <c>ObjectTypeExtension</c>.</summary>
    ObjectTypeExtension,

    /// <summary>The production <c>InterfaceTypeExtension</c>.</summary>
    InterfaceTypeExtension,

    /// <summary>The production <c>UnionTypeExtension</c>.</summary>
    UnionTypeExtension,

    /// <summary>The production <c>EnumTypeExtension</c>.</summary>
    EnumTypeExtension,

    /// <summary>The production <c>InputObjectTypeExtension</c>.</summary>
    InputObjectTypeExtension,
}
