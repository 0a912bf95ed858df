using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Authorization;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Makes an output field, with its compiled binding, of a property or method.</summary>
internal sealed class FieldFactory(TypeRegistry registry)
{
    private readonly Dictionary<Type, object> _instances = [];

    public OutputField Create(
        MemberInfo member, Type owner, ComplexType type, FieldPlace place, IReadOnlyList<AuthorizeRequirement> typeRequirements)
    {
        var draft = new FieldDraft(member, owner, type, place)
        {
            Name = Naming.FieldName(member),
            Shape = TypeShape.Of(member),
            Requirements = Requirements(member, typeRequirements),
        };
        if (place == FieldPlace.Subscription && member is MethodInfo method)
        {
            return new SubscriptionFields(registry).Create(draft, method);
        }

        var convention = place == FieldPlace.Mutation ? MutationConvention.Of(registry, draft) : null;
        if (convention is not null)
        {
            return convention.Create();
        }

        AddData(draft);
        return Finish(draft, member is PropertyInfo property ? Property(draft, property) : Method(draft, (MethodInfo)member));
    }

    /// <summary>Completes a field whose type and arguments are settled.</summary>
    public OutputField Finish(FieldDraft draft, FieldBinding? binding)
    {
        var type = draft.Type ?? registry.Resolve(draft.Member, draft.Shape, isInput: false);
        var field = new OutputField(draft.Name, type, registry.Docs.Describe(draft.Member))
        {
            Arguments = new NamedList<InputField>(draft.Arguments),
            DeprecationReason = Directives.Deprecation(draft.Member),
            Binding = binding,
        };
        SchemaParts.Number(field.Arguments);
        field.Requirements = RequirementsOf(draft.Member);
        field.Directives =
        [
            .. draft.Directives,
            .. Directives.OfField(draft.Member, draft.IsPure && draft.Requirements.Count == 0, registry.Setup),
        ];
        return field;
    }

    /// <summary>The expression that calls a method: parameters are bound, and added to the draft's arguments.</summary>
    public Expression Call(FieldDraft draft, MethodInfo method, ParameterExpression context)
    {
        var binder = new ParameterBinder(registry, draft, context);
        var arguments = method.GetParameters().Select(binder.Bind).ToList();
        draft.KeepsContext |= binder.KeepsContext;
        draft.IsPure &= binder.IsPure;
        var target = method.IsStatic ? null : Target(draft, method.DeclaringType!, context);
        return binder.Wrap(Expression.Call(target, method, arguments));
    }

    /// <summary>The object a member is called on: the parent, or the one instance of a class that adds fields.</summary>
    public Expression Target(FieldDraft draft, Type declaring, ParameterExpression context)
    {
        var isParent = draft.Place == FieldPlace.Plain
            && draft.Owner == draft.DeclaringType.RuntimeType
            && draft.DeclaringType.RuntimeType.IsAssignableTo(declaring);
        return isParent
            ? Expression.Call(context, nameof(ResolverContext.Parent), [declaring])
            : Expression.Constant(Instance(draft.Owner), draft.Owner);
    }

    public static IReadOnlyList<AuthorizeRequirement> Requirements(MemberInfo member, IReadOnlyList<AuthorizeRequirement> ofType) =>
        member.IsDefined(typeof(AllowAnonymousAttribute), true)
            ? []
            : [.. ofType.Concat(member.GetCustomAttributes<AuthorizeAttribute>(true).Select(FieldCollector.Requirement)).Distinct()];

    // A resolver says by [Parent(requires: …)] which properties of its parent it reads; one that does not say may read any.
    private static string[]? RequirementsOf(MemberInfo member)
    {
        var parent = (member as MethodInfo)?.GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<ParentAttribute>())
            .FirstOrDefault(item => item is not null);
        return parent?.Requires?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? (parent is null ? null : []);
    }

    private object Instance(Type type)
    {
        if (!_instances.TryGetValue(type, out var instance))
        {
            _instances[type] = instance = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance(registry.Services, type);
        }

        return instance;
    }

    private void AddData(FieldDraft draft)
    {
        var ordered = draft.Member.GetCustomAttributes<OrderedAttribute>(true).OrderBy(attribute => attribute.Order).ToList();
        var filtering = ordered.OfType<UseFilteringAttribute>().FirstOrDefault();
        var sorting = ordered.OfType<UseSortingAttribute>().FirstOrDefault();
        var item = ItemOf(draft.Shape);
        if (ordered.OfType<UsePagingAttribute>().FirstOrDefault() is { } paging)
        {
            draft.Paging = FieldPaging.Add(registry, draft, paging, item);
        }
        else if (typeof(IConnection).IsAssignableFrom(draft.Shape.Type))
        {
            draft.Paging = FieldPaging.Add(registry, draft, new UsePagingAttribute(), item);
        }

        if (filtering is not null)
        {
            draft.Filter = registry.Filters.AddArgument(draft, filtering.Type ?? item);
        }

        if (sorting is not null)
        {
            draft.Sort = registry.Filters.AddSortArgument(draft, sorting.Type ?? item);
        }
    }

    private static Type ItemOf(TypeShape shape) =>
        typeof(IConnection).IsAssignableFrom(shape.Type) ? ConnectionTypes.NodeOf(shape.Type) : shape.Innermost.Type;

    private FieldBinding Property(FieldDraft draft, PropertyInfo property)
    {
        var getter = property.GetMethod!;
        if (draft.Place == FieldPlace.Plain && !getter.IsStatic && draft.Paging is null)
        {
            var parent = Expression.Parameter(property.DeclaringType!, "parent");
            return Pure(draft, Expression.Lambda(Expression.Property(parent, property), parent));
        }

        var context = Expression.Parameter(typeof(ResolverContext), "context");
        var target = getter.IsStatic ? null : Target(draft, property.DeclaringType!, context);
        return Resolver(draft, context, Expression.Property(target, property));
    }

    private FieldBinding Method(FieldDraft draft, MethodInfo method)
    {
        // A method that only looks at its parent is as good as a property.
        if (draft.Place == FieldPlace.Plain && draft.Paging is null && draft.Filter is null && draft.Sort is null
            && IsOfParentOnly(draft, method) && ResolverCompiler.IsPlain(method.ReturnType))
        {
            var declared = method.IsStatic ? method.GetParameters()[0].ParameterType : method.DeclaringType!;
            var parent = Expression.Parameter(declared, "parent");
            return Pure(draft, Expression.Lambda(method.IsStatic ? Expression.Call(method, parent) : Expression.Call(parent, method), parent));
        }

        var context = Expression.Parameter(typeof(ResolverContext), "context");
        return Resolver(draft, context, Call(draft, method, context));
    }

    private static bool IsOfParentOnly(FieldDraft draft, MethodInfo method)
    {
        var parameters = method.GetParameters();
        return method.IsStatic
            ? parameters.Length == 1 && parameters[0].IsDefined(typeof(ParentAttribute))
            : parameters.Length == 0 && draft.Owner == draft.DeclaringType.RuntimeType;
    }

    private PureBinding Pure(FieldDraft draft, LambdaExpression accessor)
    {
        var type = registry.Resolve(draft.Member, draft.Shape, isInput: false);
        var id = draft.Member.GetCustomAttributes(true).OfType<IDAttribute>().FirstOrDefault();
        var output = new OutputConverters(registry).For(accessor.ReturnType, type, id, draft.DeclaringType);
        var parent = Expression.Parameter(typeof(object), "parent");
        var get = Expression.Lambda<Func<object, object?>>(
            Expression.Block(
                [accessor.Parameters[0]],
                Expression.Assign(accessor.Parameters[0], Expression.Convert(parent, accessor.Parameters[0].Type)),
                Expression.Convert(accessor.Body, typeof(object))),
            parent).Compile();
        if (output is null)
        {
            return new PureBinding(get) { Accessor = accessor, Authorization = draft.Requirements };
        }

        // The accessor serves projections only: what is written is the converted value.
        var write = new OutputConverters(registry).IdWriter(accessor.ReturnType, type, id, draft.DeclaringType) is { } writeId
            ? (value, writer) => writeId(get(value), writer)
            : type.NullableType is ScalarType scalar ? Writer(get, output, scalar) : null;
        return new PureBinding(value => output(get(value)), write)
        {
            Accessor = accessor,
            Authorization = draft.Requirements,
        };
    }

    private static LeafFieldWriter Writer(Func<object, object?> get, Func<object?, object?> convert, ScalarType scalar) => (parent, writer) =>
        convert(get(parent)) is { } value
        && (scalar.TryWrite(writer, value) ? true : throw new GraphQLException($"The value is no {scalar.Name}."));

    private ResolverBinding Resolver(FieldDraft draft, ParameterExpression context, Expression body)
    {
        var compiler = new ResolverCompiler(draft);
        var type = draft.Type ?? registry.Resolve(draft.Member, draft.Shape, isInput: false);
        var id = draft.Member.GetCustomAttributes(true).OfType<IDAttribute>().FirstOrDefault();
        if (new OutputConverters(registry).For(draft.Shape.Type, type, id, draft.DeclaringType) is { } convert)
        {
            compiler.Then(convert);
        }

        return compiler.Compile(context, body);
    }
}
