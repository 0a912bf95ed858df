using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Compiles the call of a resolver, and what is done with its result, into one <see cref="FieldResolver"/>.</summary>
internal sealed class ResolverCompiler(FieldDraft draft)
{
    private readonly List<Func<ResolverContext, object?, ValueTask<object?>>> _steps = [];

    /// <summary>Whether a method's result is there at once and complete.</summary>
    public static bool IsPlain(Type type) =>
        type != typeof(Task) && type != typeof(ValueTask)
        && !(type.IsGenericType && type.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(Task<>) || definition == typeof(ValueTask<>) || definition == typeof(IAsyncEnumerable<>)
                || definition == typeof(IQueryable<>) || definition == typeof(IOrderedQueryable<>)));

    /// <summary>Adds a step that changes the result.</summary>
    public void Then(Func<object?, object?> convert) => _steps.Add((_, value) => new ValueTask<object?>(convert(value)));

    /// <summary>Adds a step that changes the result, perhaps later.</summary>
    public void Then(Func<ResolverContext, object?, ValueTask<object?>> step) => _steps.Add(step);

    public ResolverBinding Compile(ParameterExpression context, Expression body)
    {
        draft.IsPure &= IsPlain(body.Type) && draft.Paging is null && draft.Filter is null && draft.Sort is null;
        AddDataSteps(body.Type);
        return new ResolverBinding(Resolver(context, body))
        {
            Authorization = draft.Requirements,
            // Later steps read the arguments again.
            KeepsContext = draft.KeepsContext || _steps.Count > 0,
        };
    }

    /// <summary>The call as a function whose result is boxed; for conventions that look at the result themselves.</summary>
    public static Func<ResolverContext, ValueTask<object?>> Untyped(ParameterExpression context, Expression body)
    {
        if (body.Type == typeof(void))
        {
            body = Expression.Block(body, Expression.Constant(true));
        }

        if (body.Type == typeof(Task) || body.Type == typeof(ValueTask))
        {
            body = Expression.Call(typeof(ResolverCompiler), nameof(Finish), [], Expression.Convert(body, body.Type));
        }

        var compiled = Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(ResolverContext), body.Type), body, context).Compile();
        var (method, result) = MethodFor(body.Type, nameof(FromValue), nameof(FromTask), nameof(FromValueTask));
        return (Func<ResolverContext, ValueTask<object?>>)method.MakeGenericMethod(result).Invoke(null, [compiled])!;
    }

    private FieldResolver Resolver(ParameterExpression context, Expression body)
    {
        if (_steps.Count > 0 || body.Type == typeof(void) || body.Type == typeof(Task) || body.Type == typeof(ValueTask))
        {
            var run = Untyped(context, body);
            var steps = _steps.ToArray();
            return steps.Length == 0
                ? FieldResolver.Create(run)
                : FieldResolver.Create(resolver => RunAsync(run, steps, resolver));
        }

        var compiled = Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(ResolverContext), body.Type), body, context).Compile();
        var creators = typeof(FieldResolver).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name == nameof(FieldResolver.Create));
        var definition = body.Type.IsGenericType ? body.Type.GetGenericTypeDefinition() : null;
        var kind = definition == typeof(Task<>) || definition == typeof(ValueTask<>) ? definition : null;
        var creator = creators.Single(method =>
        {
            var returned = method.GetParameters()[0].ParameterType.GetGenericArguments()[1];
            return kind is null ? returned.IsGenericMethodParameter : returned.IsGenericType && returned.GetGenericTypeDefinition() == kind;
        });
        var result = kind is null ? body.Type : body.Type.GetGenericArguments()[0];
        return (FieldResolver)creator.MakeGenericMethod(result).Invoke(null, [compiled])!;
    }

    private void AddDataSteps(Type type)
    {
        var result = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
        var item = InputConverters.ElementOf(result)
            ?? (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) ? result.GetGenericArguments()[0] : null);
        if (item is null || result == typeof(string) || typeof(Data.IConnection).IsAssignableFrom(result))
        {
            return;
        }

        // A resolver that takes the filter itself applies it itself.
        var appliesData = draft.Member is MethodInfo method && method.GetParameters().Any(parameter => IsDataParameter(parameter.ParameterType));
        var steps = Data.ListSteps.For(item);
        var filter = appliesData ? null : draft.Filter;
        var sort = appliesData ? null : draft.Sort;
        if (filter is not null || sort is not null)
        {
            _steps.Insert(0, (context, value) => new ValueTask<object?>(steps.Apply(value, filter?.Read(context), sort?.Read(context))));
        }

        var at = filter is not null || sort is not null ? 1 : 0;
        if (draft.Paging is { } paging)
        {
            _steps.Insert(at, (context, value) => steps.PageAsync(value, paging, context));
        }
        else if (!IsPlain(result) || filter is not null || sort is not null)
        {
            _steps.Insert(at, (context, value) => steps.LoadAsync(value, context.RequestAborted));
        }
    }

    private static bool IsDataParameter(Type type) => type == typeof(Data.IFilterContext) || type == typeof(Data.ISortingContext)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Data.QueryContext<>));

    private static async ValueTask<object?> RunAsync(
        Func<ResolverContext, ValueTask<object?>> run, Func<ResolverContext, object?, ValueTask<object?>>[] steps, ResolverContext context)
    {
        var value = await run(context).ConfigureAwait(false);
        foreach (var step in steps)
        {
            value = await step(context, value).ConfigureAwait(false);
        }

        return value;
    }

    private static (MethodInfo Method, Type Result) MethodFor(Type type, string plain, string task, string valueTask)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var name = definition == typeof(Task<>) ? task : definition == typeof(ValueTask<>) ? valueTask : plain;
        return (typeof(ResolverCompiler).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!,
            name == plain ? type : type.GetGenericArguments()[0]);
    }

    private static Func<ResolverContext, ValueTask<object?>> FromValue<T>(Func<ResolverContext, T> run) => context => new(run(context));

    private static Func<ResolverContext, ValueTask<object?>> FromTask<T>(Func<ResolverContext, Task<T>> run) =>
        async context => await run(context).ConfigureAwait(false);

    private static Func<ResolverContext, ValueTask<object?>> FromValueTask<T>(Func<ResolverContext, ValueTask<T>> run) =>
        async context => await run(context).ConfigureAwait(false);

    private static async Task<bool> Finish(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Finish(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return true;
    }
}
