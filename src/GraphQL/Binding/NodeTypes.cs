using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>The <c>Node</c> interface, and how objects are loaded by their global id.</summary>
internal sealed class NodeTypes(TypeRegistry registry)
{
    private const BindingFlags AnyStatic = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;
    private readonly Dictionary<string, (Type Id, Func<ResolverContext, object, ValueTask<object?>> Load)> _resolvers = new(StringComparer.Ordinal);
    private InterfaceType? _node;

    /// <summary>Makes an object type a <c>Node</c> when a method loads it by its id.</summary>
    public void Complete(ObjectType type, Type runtime)
    {
        if (!registry.Setup.HasGlobalIds || FindResolver(runtime) is not { } method)
        {
            return;
        }

        type.Interfaces = [.. type.Interfaces, Node()];
        var idName = runtime.GetCustomAttribute<NodeAttribute>()?.IdField ?? "Id";
        ReplaceId(type, runtime, idName);
        var parameter = method.GetParameters().FirstOrDefault(item => item.Name == "id") ?? method.GetParameters()[0];
        _resolvers[type.Name] = (parameter.ParameterType, Compile(method, parameter, type));
    }

    /// <summary>The fields <c>node</c> and <c>nodes</c>.</summary>
    public IEnumerable<OutputField> Fields()
    {
        if (!registry.Setup.HasGlobalIds)
        {
            yield break;
        }

        var id = registry.Parts.Scalar(ScalarNames.ID);
        yield return new OutputField("node", Node(), "Fetches an object given its ID.")
        {
            Arguments = new NamedList<InputField>(
                [new InputField("id", id.AsNonNull(), "ID of the object.") { Binding = new InputBinding(typeof(string)) }]),
            Directives = Cost(),
            Binding = new ResolverBinding(FieldResolver.Create(context => LoadAsync(context, context.Argument<string>(0)))) { KeepsContext = true },
        };
        yield return new OutputField("nodes", Node().AsList().AsNonNull(), "Lookup nodes by a list of IDs.")
        {
            Arguments = new NamedList<InputField>(
            [
                new InputField("ids", id.AsNonNull().AsList().AsNonNull(), "The list of node IDs.")
                {
                    Binding = new InputBinding(typeof(object?[])),
                },
            ]),
            Directives = Cost(),
            Binding = new ResolverBinding(FieldResolver.Create(LoadAllAsync)) { KeepsContext = true },
        };
    }

    private IReadOnlyList<Language.DirectiveNode> Cost() =>
        registry.Setup.DefaultResolverCost is { } weight ? [Directives.Cost(weight)] : [];

    private async ValueTask<object?> LoadAsync(ResolverContext context, string id)
    {
        // An id of a type that is not there, and one that is no id at all, look the same to the client.
        if (NodeIds.Split(id) is not { } parts || !_resolvers.TryGetValue(parts.TypeName, out var resolver)
            || Read(parts.Value, resolver.Id) is not { } value)
        {
            throw new GraphQLException(InputErrors.InvalidId(id));
        }

        return await resolver.Load(context, value).ConfigureAwait(false);
    }

    private async ValueTask<object?[]> LoadAllAsync(ResolverContext context)
    {
        var ids = context.Argument<object?[]>(0);
        if (ids.Length > registry.Setup.Paging.MaxPageSize)
        {
            throw new GraphQLException(Data.DataErrors.TooMany(ids.Length, registry.Setup.Paging.MaxPageSize));
        }

        // Started together, so that data loaders see them all before they load.
        var loads = ids.Select(id => LoadAsync(context, (string)id!).AsTask()).ToArray();
        return await Task.WhenAll(loads).ConfigureAwait(false);
    }

    private object? Read(byte[] raw, Type type)
    {
        if (NodeIds.IsSupported(type))
        {
            return NodeIds.ReadValue(raw, type);
        }

        var source = registry.Setup.Converters.Keys.FirstOrDefault(key => key.To == type && NodeIds.IsSupported(key.From)).From;
        return source is not null && NodeIds.ReadValue(raw, source) is { } value ? registry.Converters.Between(source, type)!(value) : null;
    }

    private InterfaceType Node()
    {
        if (_node is null)
        {
            _node = registry.Add(new InterfaceType("Node", "The node interface is implemented by entities that have a global unique identifier."));
            _node.Fields = new NamedList<OutputField>([new OutputField("id", registry.Parts.Scalar(ScalarNames.ID).AsNonNull())]);
        }

        return _node;
    }

    private MethodInfo? FindResolver(Type runtime)
    {
        var classes = registry.Extensions.Of(runtime).Concat(registry.Extensions.Queries).Append(runtime);
        var marked = classes.SelectMany(item => item.GetMethods(AnyStatic))
            .FirstOrDefault(method => method.IsDefined(typeof(NodeResolverAttribute)) && TypeShape.Of(method).Type == runtime);
        if (marked is not null || runtime.GetCustomAttribute<NodeAttribute>() is not { } node)
        {
            return marked;
        }

        string[] names = node.NodeResolver is { } name ? [name] : ["Get", "GetAsync", $"Get{runtime.Name}", $"Get{runtime.Name}Async"];
        return (node.NodeResolverType ?? runtime).GetMethods(AnyStatic).FirstOrDefault(method => names.Contains(method.Name));
    }

    private void ReplaceId(ObjectType type, Type runtime, string idName)
    {
        if (runtime.GetProperty(idName) is not { } property)
        {
            throw new SchemaException([new GraphQLError($"{runtime} has no property {idName} to be its id as a Node.", "SCHEMA_NO_NODE_ID")]);
        }

        var parent = Expression.Parameter(typeof(object));
        var get = Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(parent, runtime), property), typeof(object)), parent).Compile();
        var convert = new OutputConverters(registry).GlobalId(property.PropertyType, () => type.Name);
        var write = new OutputConverters(registry).GlobalIdWriter(property.PropertyType, () => type.Name);
        var typed = Expression.Parameter(runtime, "parent");
        var known = type.Fields.Find("id");
        var field = new OutputField("id", registry.Parts.Scalar(ScalarNames.ID).AsNonNull(), known?.Description)
        {
            Binding = new PureBinding(
                value => convert(get(value)),
                (value, writer) => write(get(value), writer))
            {
                Accessor = Expression.Lambda(Expression.Property(typed, property), typed),
                Authorization = known?.Binding?.Authorization ?? [],
            },
        };
        type.Fields = new NamedList<OutputField>(known is null
            ? [field, .. type.Fields]
            : type.Fields.Select(item => item.Name == "id" ? field : item));
    }

    private Func<ResolverContext, object, ValueTask<object?>> Compile(MethodInfo method, ParameterInfo id, ObjectType type)
    {
        var context = Expression.Parameter(typeof(ResolverContext), "context");
        var value = Expression.Parameter(typeof(object), "id");
        var draft = new FieldDraft(method, method.DeclaringType!, type, FieldPlace.Query) { Name = "node", Shape = TypeShape.Of(method) };
        var binder = new ParameterBinder(registry, draft, context);
        var arguments = method.GetParameters().Select(parameter =>
            parameter == id ? Expression.Convert(value, parameter.ParameterType) : binder.Bind(parameter)).ToList();
        if (draft.Arguments.Count > 0)
        {
            throw new SchemaException([new GraphQLError(
                $"The node resolver {method.DeclaringType}.{method.Name} takes more than the id: {draft.Arguments[0].Name}.", "HC0083")]);
        }

        var call = binder.Wrap(Expression.Call(method, arguments));
        var run = Expression.Lambda(typeof(Func<,,>).MakeGenericType(typeof(ResolverContext), typeof(object), call.Type), call, context, value).Compile();
        return NodeLoads.Untyped(run, call.Type);
    }
}

/// <summary>Makes node resolvers of any return type look alike.</summary>
internal static class NodeLoads
{
    public static Func<ResolverContext, object, ValueTask<object?>> Untyped(Delegate run, Type returned)
    {
        var definition = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var name = definition == typeof(Task<>) ? nameof(FromTask) : definition == typeof(ValueTask<>) ? nameof(FromValueTask) : nameof(FromValue);
        var result = name == nameof(FromValue) ? returned : returned.GetGenericArguments()[0];
        return (Func<ResolverContext, object, ValueTask<object?>>)typeof(NodeLoads)
            .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result)
            .Invoke(null, [run])!;
    }

    private static Func<ResolverContext, object, ValueTask<object?>> FromValue<T>(Func<ResolverContext, object, T> run) =>
        (context, id) => new ValueTask<object?>(run(context, id));

    private static Func<ResolverContext, object, ValueTask<object?>> FromTask<T>(Func<ResolverContext, object, Task<T>> run) =>
        async (context, id) => await run(context, id).ConfigureAwait(false);

    private static Func<ResolverContext, object, ValueTask<object?>> FromValueTask<T>(Func<ResolverContext, object, ValueTask<T>> run) =>
        async (context, id) => await run(context, id).ConfigureAwait(false);
}
