using System.Linq.Expressions;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Decides what each parameter of a resolver takes, and makes the expression that gets it.</summary>
internal sealed class ParameterBinder(TypeRegistry registry, FieldDraft draft, ParameterExpression context)
{
    private ParameterExpression? _scope;

    /// <summary>Whether a parameter holds on to the context.</summary>
    public bool KeepsContext { get; private set; }

    /// <summary>Whether all parameters are the parent, arguments or services.</summary>
    public bool IsPure { get; private set; } = true;

    public Expression Bind(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        foreach (var attribute in parameter.GetCustomAttributes())
        {
            switch (attribute)
            {
                case ParentAttribute:
                    return Parent(type);
                case ServiceAttribute { Key: { } key }:
                    return Expression.Call(typeof(ParameterValues), nameof(ParameterValues.KeyedService), [type], Scope(type), Expression.Constant(key));
                case ServiceAttribute:
                    return Service(type);
                case ArgumentAttribute:
                    return Argument(parameter);
                case GlobalStateAttribute state:
                    return State(state.Key, parameter);
                case EventMessageAttribute:
                    return Expression.Convert(Expression.Property(context, nameof(ResolverContext.EventMessage)), type);
                case IsSelectedAttribute selected:
                    return Impure(Expression.Call(
                        typeof(ParameterValues), nameof(ParameterValues.IsSelected), [], context, Expression.Constant(selected.FieldNames.ToArray())));
            }
        }

        return Known(type) ?? (IsService(type) ? Service(type) : Argument(parameter));
    }

    /// <summary>Puts the scope, when one is needed, around the call.</summary>
    public Expression Wrap(Expression call) => _scope is null
        ? call
        : Expression.Block(
            [_scope],
            Expression.Assign(_scope, Expression.Call(context, nameof(ResolverContext.CreateScope), [])),
            call);

    private Expression? Known(Type type)
    {
        if (type == typeof(CancellationToken))
        {
            return Impure(Expression.Property(context, nameof(ResolverContext.RequestAborted)));
        }

        if (type == typeof(IResolverContext) || type == typeof(ResolverContext))
        {
            KeepsContext = true;
            return Impure(Expression.Convert(context, type));
        }

        if (type == typeof(ClaimsPrincipal))
        {
            return Impure(Expression.Call(typeof(ParameterValues), nameof(ParameterValues.User), [], context));
        }

        if (type == typeof(HttpContext) || type == typeof(HttpRequest) || type == typeof(HttpResponse))
        {
            return Impure(Expression.Call(typeof(ParameterValues), type.Name, [], context));
        }

        if (type == typeof(Schema) || type == typeof(OperationDefinitionNode) || type == typeof(ISelection))
        {
            return Impure(Expression.Property(context, type == typeof(Schema) ? nameof(ResolverContext.Schema)
                : type == typeof(ISelection) ? nameof(ResolverContext.Selection)
                : nameof(ResolverContext.Operation)));
        }

        if (typeof(IDataLoader).IsAssignableFrom(type))
        {
            return Impure(Expression.Call(context, nameof(ResolverContext.DataLoader), [type]));
        }

        return Data(type);
    }

    private MethodCallExpression? Data(Type type)
    {
        if (type == typeof(PagingArguments))
        {
            var paging = draft.Paging ?? throw new SchemaException(
                [new GraphQLError($"{draft.DeclaringType}.{draft.Name} takes PagingArguments, but has no [UsePaging].", "SCHEMA_NO_PAGING")]);
            return Impure(Expression.Call(Expression.Constant(paging), nameof(FieldPaging.Read), [], context));
        }

        if (type == typeof(ConnectionFlags))
        {
            return Impure(Expression.Call(typeof(ParameterValues), nameof(ParameterValues.Flags), [], context));
        }

        if (type == typeof(IFilterContext))
        {
            return Impure(Expression.Call(Expression.Constant(Filter()), nameof(FilterArgument.Read), [], context));
        }

        if (type == typeof(ISortingContext))
        {
            return Impure(Expression.Call(Expression.Constant(Sort()), nameof(SortArgument.Read), [], context));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(QueryContext<>))
        {
            return Impure(Expression.Call(
                typeof(ParameterValues),
                nameof(ParameterValues.QueryContext),
                type.GetGenericArguments(),
                context,
                Expression.Constant(draft.Filter, typeof(FilterArgument)),
                Expression.Constant(draft.Sort, typeof(SortArgument)),
                Expression.Constant(draft.Paging is not null)));
        }

        return null;
    }

    private FilterArgument Filter() => draft.Filter
        ?? throw new SchemaException([new GraphQLError($"{draft.DeclaringType}.{draft.Name} has no [UseFiltering].", "SCHEMA_NO_FILTERING")]);

    private SortArgument Sort() => draft.Sort
        ?? throw new SchemaException([new GraphQLError($"{draft.DeclaringType}.{draft.Name} has no [UseSorting].", "SCHEMA_NO_SORTING")]);

    private Expression Argument(ParameterInfo parameter)
    {
        var shape = TypeShape.OfParameter(parameter);
        var type = registry.Resolve(parameter, shape, isInput: true);
        var name = Naming.ArgumentName(parameter);

        // A subscription's opener and its resolver may ask for the same argument.
        var index = draft.Arguments.FindIndex(argument => argument.Name == name);
        if (index < 0)
        {
            index = draft.Arguments.Count;
            draft.Arguments.Add(new InputField(name, type, registry.Docs.Describe(parameter), DefaultValues.Of(parameter, type))
            {
                DeprecationReason = Directives.Deprecation(parameter),
                Directives = Directives.OfInput(parameter),
                Binding = registry.Converters.Bind(parameter.ParameterType, type, parameter),
                Index = index,
            });
        }

        return draft.ReadArgument is { } read
            ? read(index, parameter.ParameterType, context)
            : Expression.Call(context, nameof(ResolverContext.Argument), [parameter.ParameterType], Expression.Constant(index));
    }

    private MethodCallExpression Parent(Type type) => Expression.Call(context, nameof(ResolverContext.Parent), [type]);

    private MethodCallExpression Service(Type type) =>
        Expression.Call(typeof(ServiceProviderServiceExtensions), nameof(ServiceProviderServiceExtensions.GetRequiredService), [type], Scope(type));

    private MethodCallExpression State(string? key, ParameterInfo parameter) => Impure(Expression.Call(
        typeof(ParameterValues),
        nameof(ParameterValues.State),
        [parameter.ParameterType],
        context,
        Expression.Constant(key ?? parameter.Name),
        Expression.Constant(parameter.HasDefaultValue || TypeShape.OfParameter(parameter).IsNullable)));

    private T Impure<T>(T expression)
    {
        IsPure = false;
        return expression;
    }

    // Scoped services of parallel query fields come from a scope of the resolver's own: a DbContext is for one user at a time.
    private Expression Scope(Type type)
    {
        var lifetime = registry.Setup.Services.LastOrDefault(service => service.ServiceType == type
            || (type.IsGenericType && service.ServiceType == type.GetGenericTypeDefinition()))?.Lifetime;
        if (lifetime == ServiceLifetime.Singleton || !UsesOwnScope())
        {
            return Expression.Property(context, nameof(ResolverContext.Services));
        }

        _scope ??= Expression.Variable(typeof(IServiceProvider), "scope");
        return _scope;
    }

    private bool UsesOwnScope()
    {
        if (draft.Member.IsDefined(typeof(UseRequestScopeAttribute)))
        {
            return false;
        }

        var configured = draft.Place == FieldPlace.Mutation
            ? registry.Setup.Options.DefaultMutationDependencyInjectionScope
            : registry.Setup.Options.DefaultQueryDependencyInjectionScope;
        return draft.Member.IsDefined(typeof(UseResolverScopeAttribute)) || configured == DependencyInjectionScope.Resolver;
    }

    private bool IsService(Type type)
    {
        // The container claims to know every IEnumerable<T>, which is a list argument far more often than a list of services.
        if (type.IsValueType || type == typeof(string) || type.IsArray || Scalars.NameOf(type) is not null
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)))
        {
            return false;
        }

        return type == typeof(IServiceProvider)
            || registry.Services.GetService<IServiceProviderIsService>()?.IsService(type) == true;
    }
}
