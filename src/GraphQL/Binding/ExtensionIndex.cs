using System.Reflection;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Sorts the registered classes by what they are: roots, extensions, runtime types, filters.</summary>
internal sealed class ExtensionIndex
{
    private readonly Dictionary<string, List<Type>> _byName = new(StringComparer.Ordinal);
    private readonly List<(Type Runtime, Type Extension, bool IsExact)> _byType = [];

    public ExtensionIndex(SchemaSetup setup)
    {
        // By name, so that the schema does not depend on the order of an assembly's metadata.
        var scanned = setup.Assemblies.SelectMany(Scan).OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (var type in setup.Types.Concat(scanned).Distinct())
        {
            Sort(type);
        }
    }

    public List<Type> Queries { get; } = [];

    public List<Type> Mutations { get; } = [];

    public List<Type> Subscriptions { get; } = [];

    /// <summary>Root fields on single members.</summary>
    public List<(string Root, MemberInfo Member)> Members { get; } = [];

    public List<Type> RuntimeTypes { get; } = [];

    public List<Type> InputTypes { get; } = [];

    public List<Type> DataTypes { get; } = [];

    /// <summary>Scalars that the application brings.</summary>
    public List<Type> Scalars { get; } = [];

    /// <summary>The classes that add fields to a runtime type's object type.</summary>
    public IEnumerable<Type> Of(Type runtime) => _byType
        .Where(entry => entry.IsExact ? entry.Runtime == runtime : entry.Runtime.IsAssignableFrom(runtime))
        .Select(entry => entry.Extension);

    public IEnumerable<Type> Of(string typeName) => _byName.GetValueOrDefault(typeName) ?? [];

    public string? NameOf(Type runtime) => Exact(runtime).Select(type => type.GetCustomAttribute<GraphQLNameAttribute>()?.Name)
        .FirstOrDefault(name => name is not null);

    public string? DescriptionOf(Type runtime, XmlDocs docs) => Exact(runtime)
        .Select(docs.Describe)
        .FirstOrDefault(text => text is not null);

    private IEnumerable<Type> Exact(Type runtime) =>
        _byType.Where(entry => entry.IsExact && entry.Runtime == runtime).Select(entry => entry.Extension);

    private static IEnumerable<Type> Scan(Assembly assembly) => assembly.GetTypes().Where(type =>
        !type.IsGenericTypeDefinition
        && (type.GetCustomAttributes(false).Any(attribute => attribute is TypeBindingAttribute)
            || IsData(type)
            || IsScalar(type)
            || (type is { IsAbstract: true, IsSealed: true } && RootMembers(type).Any())));

    private static bool IsData(Type type) => type is { IsClass: true, IsAbstract: false } && typeof(Data.IDataInputType).IsAssignableFrom(type);

    private static bool IsScalar(Type type) => type is { IsAbstract: false } && typeof(TypeSystem.ScalarType).IsAssignableFrom(type)
        && type.GetConstructor(Type.EmptyTypes) is not null && type.Assembly != typeof(ExtensionIndex).Assembly;

    private void Sort(Type type)
    {
        if (IsData(type))
        {
            DataTypes.Add(type);
            return;
        }

        if (typeof(TypeSystem.ScalarType).IsAssignableFrom(type))
        {
            Scalars.Add(type);
            return;
        }

        Members.AddRange(RootMembers(type));
        var attributes = type.GetCustomAttributes(false).OfType<TypeBindingAttribute>().ToList();
        foreach (var attribute in attributes)
        {
            switch (attribute)
            {
                case QueryTypeAttribute:
                    Queries.Add(type);
                    break;
                case MutationTypeAttribute:
                    Mutations.Add(type);
                    break;
                case SubscriptionTypeAttribute:
                    Subscriptions.Add(type);
                    break;
                case InputObjectTypeAttribute:
                    InputTypes.Add(type);
                    break;
                case ExtendObjectTypeAttribute { ExtendsType: { } extended }:
                    _byType.Add((extended, type, false));
                    break;
                case ExtendObjectTypeAttribute extension:
                    Extend(extension.Name ?? Naming.TypeName(type), type);
                    break;
                case ObjectTypeAttribute or InterfaceTypeAttribute or UnionTypeAttribute or EnumTypeAttribute:
                    RuntimeTypes.Add(type);
                    break;
                default:
                    // The generic ones: [ObjectType<T>], [InterfaceType<T>], [ExtendObjectType<T>].
                    var runtime = attribute.GetType().GetGenericArguments()[0];
                    var isExact = attribute.GetType().GetGenericTypeDefinition() != typeof(ExtendObjectTypeAttribute<>);
                    _byType.Add((runtime, type, isExact));
                    if (isExact)
                    {
                        RuntimeTypes.Add(runtime);
                    }

                    break;
            }
        }

        if (attributes.Count == 0 && !(type.IsAbstract && type.IsSealed))
        {
            RuntimeTypes.Add(type);
        }
    }

    private void Extend(string name, Type type)
    {
        switch (name)
        {
            case OperationTypeNames.Query:
                Queries.Add(type);
                break;
            case OperationTypeNames.Mutation:
                Mutations.Add(type);
                break;
            case OperationTypeNames.Subscription:
                Subscriptions.Add(type);
                break;
            default:
                if (!_byName.TryGetValue(name, out var list))
                {
                    _byName[name] = list = [];
                }

                list.Add(type);
                break;
        }
    }

    private static IEnumerable<(string Root, MemberInfo Member)> RootMembers(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Select(member => (Root: RootOf(member), member))
        .Where(pair => pair.Root is not null)
        .Select(pair => (pair.Root!, pair.member));

    private static string? RootOf(MemberInfo member) =>
        member.IsDefined(typeof(QueryAttribute)) ? OperationTypeNames.Query
        : member.IsDefined(typeof(MutationAttribute)) ? OperationTypeNames.Mutation
        : member.IsDefined(typeof(SubscriptionAttribute)) ? OperationTypeNames.Subscription
        : null;
}
