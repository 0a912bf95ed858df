using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>The types of introspection. Their parents are the schema's own objects, so a query copies nothing before it is written.</summary>
internal sealed class IntrospectionTypes
{
    private readonly ObjectType _schema = Make("__Schema", "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all "
        + "available types and directives on the server, as well as the entry points for query, mutation, and subscription operations.");

    private readonly ObjectType _type = Make("__Type", "The fundamental unit of any GraphQL Schema is the type. There are many kinds of "
        + "types in GraphQL as represented by the `__TypeKind` enum.");

    private readonly ObjectType _field = Make("__Field", "Object and Interface types are described by a list of Fields, each of which has "
        + "a name, potentially a list of arguments, and a return type.");

    private readonly ObjectType _inputValue = Make("__InputValue", "Arguments provided to Fields or Directives and the input fields of an "
        + "InputObject are represented as Input Values which describe their type and optionally a default value.");

    private readonly ObjectType _enumValue = Make("__EnumValue", "One possible value for a given Enum. Enum values are unique values, not "
        + "a placeholder for a string or numeric value. However an Enum value is returned in a JSON response as a string.");

    private readonly ObjectType _directive = Make("__Directive", "A Directive provides a way to describe alternate runtime execution and "
        + "type validation behavior in a GraphQL document.");

    private readonly EnumType _typeKind = new("__TypeKind", "An enum describing what kind of type a given `__Type` is.") { IsBuiltIn = true };

    private readonly EnumType _directiveLocation = new(
        "__DirectiveLocation",
        "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such possible adjacencies.")
    {
        IsBuiltIn = true,
    };

    private readonly NamedType _string;
    private readonly NamedType _boolean;

    public IntrospectionTypes(Func<string, NamedType> scalar)
    {
        _string = scalar(ScalarNames.String);
        _boolean = scalar(ScalarNames.Boolean);
        _typeKind.Values = new NamedList<EnumValue>(
            new[]
            {
                TypeKind.Scalar, TypeKind.Object, TypeKind.Interface, TypeKind.Union,
                TypeKind.Enum, TypeKind.InputObject, TypeKind.List, TypeKind.NonNull,
            }
                .Select(kind => new EnumValue(NameOf(kind), kind)));
        _directiveLocation.Values = new NamedList<EnumValue>(Enum.GetValues<DirectiveLocation>()
            .Where(place => place != DirectiveLocation.None)
            .Select(place => new EnumValue(SchemaPrinter.NameOf(place), place)));
        DefineSchema();
        DefineType();
        DefineField();
        DefineValues();
        DefineDirective();
    }

    public IEnumerable<NamedType> Types =>
        [_schema, _type, _typeKind, _field, _inputValue, _enumValue, _directive, _directiveLocation];

    /// <summary>Gives the schema its meta fields.</summary>
    public void Bind(Schema schema)
    {
        var name = new InputField("name", _string.AsNonNull()) { Binding = new InputBinding(typeof(string)) };
        schema.SchemaField = new OutputField("__schema", _schema.AsNonNull(), "Access the current type schema of this server.")
        {
            Binding = new ResolverBinding(FieldResolver.Create(_ => schema)),
            DeclaringType = schema.QueryType,
        };
        schema.TypeField = new OutputField("__type", _type, "Request the type information of a single type.")
        {
            Arguments = new NamedList<InputField>([name]),
            Binding = new ResolverBinding(FieldResolver.Create(
                context => schema.TryGetType(context.Argument<string>(0), out var found) ? found : null)),
            DeclaringType = schema.QueryType,
        };
        schema.TypeNameField = new OutputField("__typename", _string.AsNonNull(), "The name of the current Object type at runtime.")
        {
            DeclaringType = schema.QueryType,
        };
    }

    private void DefineSchema() => Define(
        _schema,
        Text<Schema>("description", schema => schema.Description),
        Field<Schema>(
            "types", _type.AsNonNull().AsList().AsNonNull(), schema => schema.Types, "A list of all types supported by this server."),
        Field<Schema>("queryType", _type.AsNonNull(), schema => schema.QueryType, "The type that query operations will be rooted at."),
        Field<Schema>(
            "mutationType",
            _type,
            schema => schema.MutationType,
            "If this server supports mutation, the type that mutation operations will be rooted at."),
        Field<Schema>(
            "subscriptionType",
            _type,
            schema => schema.SubscriptionType,
            "If this server support subscription, the type that subscription operations will be rooted at."),
        Field<Schema>(
            "directives",
            _directive.AsNonNull().AsList().AsNonNull(),
            schema => schema.Directives,
            "A list of all directives supported by this server."));

    private void DefineType() => Define(
        _type,
        Leaf<GraphQLType>("kind", _typeKind.AsNonNull(), type => type.Kind, (type, writer) =>
        {
            writer.WriteRaw(KindJson(type.Kind));
            return true;
        }),
        Text<GraphQLType>("name", type => (type as NamedType)?.Name),
        Text<GraphQLType>("description", type => (type as NamedType)?.Description),
        Text<GraphQLType>("specifiedByURL", type => (type as ScalarType)?.SpecifiedBy),
        Deprecatable("fields", _field, type => (type as ComplexType)?.Fields, (OutputField field) => field.DeprecationReason is null),
        Field<GraphQLType>("interfaces", _type.AsNonNull().AsList(), type => (type as ComplexType)?.Interfaces),
        Field<GraphQLType>("possibleTypes", _type.AsNonNull().AsList(), PossibleTypes),
        Deprecatable("enumValues", _enumValue, type => (type as EnumType)?.Values, (EnumValue value) => value.DeprecationReason is null),
        Deprecatable(
            "inputFields", _inputValue, type => (type as InputObjectType)?.Fields, (InputField field) => field.DeprecationReason is null),
        Field<GraphQLType>("ofType", _type, type => type switch
        {
            ListType list => list.ElementType,
            NonNullType nonNull => nonNull.InnerType,
            _ => null,
        }),
        Leaf<GraphQLType>("isOneOf", _boolean, type => (type as InputObjectType)?.IsOneOf, (type, writer) =>
        {
            if (type is not InputObjectType input)
            {
                return false;
            }

            writer.Write(input.IsOneOf);
            return true;
        }));

    private void DefineField() => Define(
        _field,
        Text<OutputField>("name", field => field.Name, isNonNull: true),
        Text<OutputField>("description", field => field.Description),
        Arguments<OutputField>(field => field.Arguments),
        Field<OutputField>("type", _type.AsNonNull(), field => field.Type),
        Flag<OutputField>("isDeprecated", field => field.DeprecationReason is not null),
        Text<OutputField>("deprecationReason", field => field.DeprecationReason));

    private void DefineValues()
    {
        Define(
            _inputValue,
            Text<InputField>("name", field => field.Name, isNonNull: true),
            Text<InputField>("description", field => field.Description),
            Field<InputField>("type", _type.AsNonNull(), field => field.Type),
            Text<InputField>(
                "defaultValue",
                field => field.DefaultValueText,
                "A GraphQL-formatted string representing the default value for this input value."),
            Flag<InputField>("isDeprecated", field => field.DeprecationReason is not null),
            Text<InputField>("deprecationReason", field => field.DeprecationReason));
        Define(
            _enumValue,
            Text<EnumValue>("name", value => value.Name, isNonNull: true),
            Text<EnumValue>("description", value => value.Description),
            Flag<EnumValue>("isDeprecated", value => value.DeprecationReason is not null),
            Text<EnumValue>("deprecationReason", value => value.DeprecationReason));
    }

    private void DefineDirective() => Define(
        _directive,
        Text<DirectiveType>("name", directive => directive.Name, isNonNull: true),
        Text<DirectiveType>("description", directive => directive.Description),
        Flag<DirectiveType>("isRepeatable", directive => directive.IsRepeatable),
        Field<DirectiveType>("locations", _directiveLocation.AsNonNull().AsList().AsNonNull(), directive => directive.LocationList),
        Arguments<DirectiveType>(directive => directive.Arguments));

    private static void Define(ObjectType type, params OutputField[] fields) => type.Fields = new NamedList<OutputField>(fields);

    private static ObjectType Make(string name, string description) => new(name, description) { IsBuiltIn = true };

    private OutputField Text<T>(string name, Func<T, string?> get, string? description = null, bool isNonNull = false) =>
        Leaf<T>(name, isNonNull ? _string.AsNonNull() : _string, value => get(value), (value, writer) => writer.Write(get(value)), description);

    private OutputField Flag<T>(string name, Func<T, bool> get) => Leaf<T>(name, _boolean.AsNonNull(), value => get(value), (value, writer) =>
    {
        writer.Write(get(value));
        return true;
    });

    private static OutputField Leaf<T>(
        string name, GraphQLType type, Func<T, object?> get, Func<T, ResultWriter, bool> write, string? description = null) =>
        new(name, type, description)
        {
            Binding = new PureBinding(parent => get((T)parent), (parent, writer) => write((T)parent, writer)),
        };

    private static OutputField Field<T>(string name, GraphQLType type, Func<T, object?> get, string? description = null) =>
        new(name, type, description) { Binding = new PureBinding(parent => get((T)parent)) };

    private OutputField Deprecatable<TItem>(
        string name, NamedType item, Func<GraphQLType, NamedList<TItem>?> get, Func<TItem, bool> isCurrent)
        where TItem : class, INamedElement =>
        new(name, item.AsNonNull().AsList())
        {
            Arguments = IncludeDeprecated(),
            Binding = new ResolverBinding(FieldResolver.Create(
                context => Filter(get(context.Parent<GraphQLType>()), context.Argument<bool>(0), isCurrent))),
        };

    private OutputField Arguments<T>(Func<T, NamedList<InputField>> get) =>
        new("args", _inputValue.AsNonNull().AsList().AsNonNull())
        {
            Arguments = IncludeDeprecated(),
            Binding = new ResolverBinding(FieldResolver.Create(
                context => Filter(get(context.Parent<T>()), context.Argument<bool>(0), field => field.DeprecationReason is null))),
        };

    private NamedList<InputField> IncludeDeprecated() => new(
    [
        new InputField("includeDeprecated", _boolean.AsNonNull(), defaultValue: new BooleanValueNode(false))
        {
            Binding = new InputBinding(typeof(bool)),
        },
    ]);

    private static NamedList<T>? Filter<T>(NamedList<T>? items, bool includeDeprecated, Func<T, bool> isCurrent)
        where T : class, INamedElement =>
        items is null || includeDeprecated || items.All(isCurrent) ? items : new NamedList<T>(items.Where(isCurrent));

    private static object? PossibleTypes(GraphQLType type) => type switch
    {
        InterfaceType item => item.PossibleTypes,
        UnionType union => union.Members,
        _ => null,
    };

    private static string NameOf(TypeKind kind) => kind switch
    {
        TypeKind.InputObject => "INPUT_OBJECT",
        TypeKind.NonNull => "NON_NULL",
        _ => kind.ToString().ToUpperInvariant(),
    };

    private static ReadOnlySpan<byte> KindJson(TypeKind kind) => kind switch
    {
        TypeKind.Scalar => "\"SCALAR\""u8,
        TypeKind.Object => "\"OBJECT\""u8,
        TypeKind.Interface => "\"INTERFACE\""u8,
        TypeKind.Union => "\"UNION\""u8,
        TypeKind.Enum => "\"ENUM\""u8,
        TypeKind.InputObject => "\"INPUT_OBJECT\""u8,
        TypeKind.List => "\"LIST\""u8,
        _ => "\"NON_NULL\""u8,
    };
}
