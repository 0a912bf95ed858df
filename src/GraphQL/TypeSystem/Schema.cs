using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A schema: its types, its directives and its three root types. Immutable once built, and safe to share between threads.</summary>
public sealed class Schema
{
    private static readonly ObjectType[] NoTypes = [];
    private readonly FrozenDictionary<string, NamedType> _types;
    private readonly FrozenDictionary<string, DirectiveType> _directives;
    private readonly FrozenDictionary<NamedType, ObjectType[]> _possibleTypes;
    private readonly FrozenDictionary<NamedType, FrozenSet<NamedType>> _subTypes;

    internal Schema(
        ObjectType queryType,
        ObjectType? mutationType,
        ObjectType? subscriptionType,
        IReadOnlyList<NamedType> types,
        IReadOnlyList<DirectiveType> directives,
        string? description,
        IReadOnlyList<DirectiveNode> appliedDirectives)
    {
        QueryType = queryType;
        MutationType = mutationType;
        SubscriptionType = subscriptionType;
        Description = description;
        AppliedDirectives = appliedDirectives;
        Types = types;
        Directives = directives;
        _types = types.DistinctBy(type => type.Name).ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        _directives = directives.DistinctBy(type => type.Name).ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        _possibleTypes = FindPossibleTypes(types);
        _subTypes = FindSubTypes(types, _possibleTypes);
        foreach (var type in types.OfType<InterfaceType>())
        {
            type.PossibleTypes = GetPossibleTypes(type);
        }
    }

    /// <summary>The description, in Markdown.</summary>
    public string? Description { get; }

    /// <summary>The root of queries.</summary>
    public ObjectType QueryType { get; }

    /// <summary>The root of mutations.</summary>
    public ObjectType? MutationType { get; }

    /// <summary>The root of subscriptions.</summary>
    public ObjectType? SubscriptionType { get; }

    /// <summary>All types, those of introspection included.</summary>
    public IReadOnlyList<NamedType> Types { get; }

    /// <summary>All directive definitions.</summary>
    public IReadOnlyList<DirectiveType> Directives { get; }

    /// <summary>The directives applied to the schema itself.</summary>
    public IReadOnlyList<DirectiveNode> AppliedDirectives { get; }

    /// <summary><c>__schema</c>, which the query type offers without listing it.</summary>
    public OutputField SchemaField { get; internal set; } = null!;

    /// <summary><c>__type(name:)</c>, which the query type offers without listing it.</summary>
    public OutputField TypeField { get; internal set; } = null!;

    /// <summary><c>__typename</c>, which every object, interface and union offers without listing it.</summary>
    public OutputField TypeNameField { get; internal set; } = null!;

    /// <summary>Whether any field asks something of the user; null until somebody wanted to know.</summary>
    internal bool? HasRequirements { get; set; }

    /// <summary>Builds a schema from SDL. Its fields read nothing until they are bound.</summary>
    /// <param name="sdl">One document; the built-in scalars and directives are added.</param>
    /// <exception cref="SyntaxException">The text is no GraphQL document.</exception>
    /// <exception cref="SchemaException">The definitions break a rule of the specification; all broken rules are told.</exception>
    public static Schema FromSdl(string sdl) => FromSdl(Encoding.UTF8.GetBytes(sdl));

    /// <summary>Builds a schema from SDL in UTF-8.</summary>
    /// <param name="sdl">One document.</param>
    /// <exception cref="SyntaxException">The text is no GraphQL document.</exception>
    /// <exception cref="SchemaException">The definitions break a rule of the specification; all broken rules are told.</exception>
    public static Schema FromSdl(ReadOnlySpan<byte> sdl) => new SdlSchemaBuilder(Utf8GraphQLParser.Parse(sdl, ParserOptions.Trusted)).Build();

    /// <summary>The root type of a kind of operation, or null when the schema does not offer it.</summary>
    /// <param name="operation">The kind.</param>
    public ObjectType? GetOperationType(OperationType operation) => operation switch
    {
        OperationType.Query => QueryType,
        OperationType.Mutation => MutationType,
        _ => SubscriptionType,
    };

    /// <summary>Finds a type by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public bool TryGetType(string name, [NotNullWhen(true)] out NamedType? type) => _types.TryGetValue(name, out type);

    /// <summary>Finds a directive definition by its name.</summary>
    /// <param name="name">The name, without the @.</param>
    /// <param name="directive">The definition.</param>
    public bool TryGetDirective(string name, [NotNullWhen(true)] out DirectiveType? directive) =>
        _directives.TryGetValue(name, out directive);

    /// <summary>The field a selection on a type means, <c>__typename</c>, <c>__schema</c> and <c>__type</c> included; or null.</summary>
    /// <param name="parent">The type selected on.</param>
    /// <param name="name">The field's name.</param>
    public OutputField? FindField(NamedType parent, string name)
    {
        if (name.Length > 5 && name[0] == '_' && name[1] == '_')
        {
            return name switch
            {
                "__typename" when parent is ComplexType or UnionType => TypeNameField,
                "__schema" when ReferenceEquals(parent, QueryType) => SchemaField,
                "__type" when ReferenceEquals(parent, QueryType) => TypeField,
                _ => null,
            };
        }

        return (parent as ComplexType)?.Fields.Find(name);
    }

    /// <summary>The object types that a value of this type may have; for an object the type itself.</summary>
    /// <param name="type">An object, interface or union.</param>
    public IReadOnlyList<ObjectType> GetPossibleTypes(NamedType type) => _possibleTypes.GetValueOrDefault(type, NoTypes);

    /// <summary>Whether a type is a member of a union, or implements an interface.</summary>
    /// <param name="abstractType">The interface or union.</param>
    /// <param name="type">The object or interface.</param>
    public bool IsSubType(NamedType abstractType, NamedType type) =>
        _subTypes.TryGetValue(abstractType, out var subTypes) && subTypes.Contains(type);

    /// <summary>Whether some object may be of both types, so that a fragment on one can match within the other.</summary>
    /// <param name="first">An object, interface or union.</param>
    /// <param name="second">An object, interface or union.</param>
    public bool Overlap(NamedType first, NamedType second)
    {
        if (ReferenceEquals(first, second))
        {
            return true;
        }

        if (first is ObjectType)
        {
            return IsSubType(second, first);
        }

        if (second is ObjectType)
        {
            return IsSubType(first, second);
        }

        foreach (var type in GetPossibleTypes(first))
        {
            if (IsSubType(second, type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Prints the schema as SDL, in a stable order.</summary>
    public override string ToString() => SchemaPrinter.Print(this);

    private static FrozenDictionary<NamedType, ObjectType[]> FindPossibleTypes(IReadOnlyList<NamedType> types)
    {
        var possible = new Dictionary<NamedType, List<ObjectType>>();
        foreach (var type in types)
        {
            if (type is UnionType union)
            {
                possible[union] = [.. union.Members];
            }
            else if (type is ObjectType item)
            {
                possible[item] = [item];
                foreach (var implemented in item.Interfaces)
                {
                    if (!possible.TryGetValue(implemented, out var list))
                    {
                        possible[implemented] = list = [];
                    }

                    list.Add(item);
                }
            }
        }

        return possible.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    private static FrozenDictionary<NamedType, FrozenSet<NamedType>> FindSubTypes(
        IReadOnlyList<NamedType> types,
        FrozenDictionary<NamedType, ObjectType[]> possibleTypes)
    {
        var interfaces = types.OfType<InterfaceType>()
            .SelectMany(type => type.Interfaces.Select(implemented => (Parent: implemented, Child: (NamedType)type)))
            .ToLookup(pair => (NamedType)pair.Parent, pair => pair.Child);
        return types.Where(type => type is InterfaceType or UnionType).ToFrozenDictionary(
            type => type,
            type => possibleTypes.GetValueOrDefault(type, NoTypes).Concat(interfaces[type]).ToFrozenSet());
    }
}
