using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Gives one mutation its input, its payload and its errors.</summary>
internal sealed class MutationConvention
{
    private readonly TypeRegistry _registry;
    private readonly FieldDraft _draft;
    private readonly MutationConventionOptions _options;
    private readonly UseMutationConventionAttribute? _attribute;
    private readonly List<MutationError> _errors;
    private readonly TypeShape _result;

    private MutationConvention(TypeRegistry registry, FieldDraft draft, MutationConventionOptions options, UseMutationConventionAttribute? attribute)
    {
        _registry = registry;
        _draft = draft;
        _options = options;
        _attribute = attribute;
        _result = ResultOf(draft.Member, draft.Shape, out var errors);
        _errors = [.. errors
            .Concat(draft.Member.GetCustomAttributes<ErrorAttribute>(true).Select(item => item.ErrorType))
            .Distinct()
            .Select(type => new MutationError(type))];
    }

    /// <summary>The convention of a mutation; null when it does not follow one.</summary>
    public static MutationConvention? Of(TypeRegistry registry, FieldDraft draft)
    {
        var attribute = draft.Member.GetCustomAttribute<UseMutationConventionAttribute>();
        return registry.Setup.MutationConventions is { } options && draft.Member is MethodInfo
            && (attribute is null ? options.ApplyToAllMutations : !attribute.Disable)
            ? new MutationConvention(registry, draft, options, attribute)
            : null;
    }

    public OutputField Create()
    {
        var method = (MethodInfo)_draft.Member;
        var context = Expression.Parameter(typeof(ResolverContext), "context");
        var inputName = Name(_attribute?.InputTypeName, _options.InputTypeNamePattern);
        var isWrapped = !IsOwnInput(method, inputName);
        if (isWrapped)
        {
            // The input's values arrive as one array, in the order of the parameters.
            _draft.ReadArgument = (index, type, from) => Expression.Call(
                typeof(InputFactories),
                nameof(InputFactories.OrDefault),
                [type],
                Expression.ArrayIndex(
                    Expression.Call(from, nameof(ResolverContext.Argument), [typeof(object?[])], Expression.Constant(0)),
                    Expression.Constant(index)));
        }

        var call = _registry.Fields.Call(_draft, method, context);
        _draft.IsPure = false;
        if (isWrapped && _draft.Arguments.Count > 0)
        {
            WrapArguments(inputName);
        }

        var run = ResolverCompiler.Untyped(context, call);
        _draft.Type = Payload().AsNonNull();
        return _registry.Fields.Finish(_draft, new ResolverBinding(FieldResolver.Create(resolver => RunAsync(run, resolver)))
        {
            Authorization = _draft.Requirements,
            KeepsContext = true,
        });
    }

    private static TypeShape ResultOf(MemberInfo member, TypeShape shape, out IReadOnlyList<Type> errors)
    {
        errors = [];
        if (!typeof(IFieldResult).IsAssignableFrom(shape.Type))
        {
            return shape;
        }

        var type = shape.Type;
        while (!type.IsGenericType || type.GetGenericTypeDefinition().Name.Split('`')[0] != nameof(FieldResult<int>))
        {
            type = type.BaseType ?? throw new NotSupportedException($"{member} must return FieldResult<…>.");
        }

        errors = type.GetGenericArguments()[1..];
        return TypeShape.OfType(type.GetGenericArguments()[0]);
    }

    private static bool IsOwnInput(MethodInfo method, string inputName)
    {
        var candidates = method.GetParameters().Where(parameter => parameter.Name == "input").ToList();
        return candidates.Count == 1 && Naming.InputTypeName(candidates[0].ParameterType) == inputName;
    }

    private string Name(string? own, string pattern) =>
        own ?? pattern.Replace("{MutationName}", Naming.Pascal(_draft.Name), StringComparison.Ordinal);

    private void WrapArguments(string name)
    {
        var input = _registry.Add(new InputObjectType(name));
        input.Fields = new NamedList<InputField>(_draft.Arguments);
        SchemaParts.Number(input.Fields);
        var count = input.Fields.Count;
        input.Factory = values => values[..count];
        _draft.Arguments.Clear();
        _draft.Arguments.Add(new InputField(_attribute?.InputArgumentName ?? _options.InputArgumentName, input.AsNonNull())
        {
            Binding = new InputBinding(typeof(object?[])),
        });
    }

    private ObjectType Payload()
    {
        var name = Name(_attribute?.PayloadTypeName, _options.PayloadTypeNamePattern);
        var payload = _registry.Add(new ObjectType(name) { RuntimeType = typeof(MutationPayload) });
        var result = _registry.Resolve(_draft.Member, _result, isInput: false);
        var id = _draft.Member.GetCustomAttributes(true).OfType<IDAttribute>().FirstOrDefault();
        var convert = new OutputConverters(_registry).For(_result.Type, result, id, payload);
        var fieldName = _attribute?.PayloadFieldName ?? Naming.Camel(result.Named.Name);
        var fields = new List<OutputField>
        {
            new(fieldName, result.NullableType)
            {
                Binding = new PureBinding(Value),
            },
        };
        if (_errors.Count > 0)
        {
            var union = _registry.Add(new UnionType(Name(_attribute?.PayloadErrorTypeName, _options.PayloadErrorTypeNamePattern)));
            union.Members = [.. _errors.Select(error => _registry.Errors.Of(error.Type)).Distinct()];
            fields.Add(new OutputField(_attribute?.PayloadErrorsFieldName ?? _options.PayloadErrorsFieldName, union.AsNonNull().AsList())
            {
                Binding = new PureBinding(parent => ((MutationPayload)parent).Errors),
            });
        }

        payload.Fields = new NamedList<OutputField>(fields);
        return payload;

        object? Value(object parent)
        {
            var value = ((MutationPayload)parent).Value;
            return convert is null ? value : convert(value);
        }
    }

    private async ValueTask<object?> RunAsync(Func<ResolverContext, ValueTask<object?>> run, ResolverContext context)
    {
        try
        {
            var value = await run(context).ConfigureAwait(false);
            return value is IFieldResult result ? new MutationPayload(result.Value, result.Errors) : new MutationPayload(value, null);
        }
        catch (Exception exception) when (Translate(exception) is { } errors)
        {
            return new MutationPayload(null, errors);
        }
    }

    private List<object>? Translate(Exception exception)
    {
        Exception[] causes = exception is AggregateException many ? [.. many.InnerExceptions] : [exception];
        var errors = causes
            .Select(cause => _errors.Select(error => error.TryCreate(cause)).FirstOrDefault(made => made is not null))
            .OfType<object>()
            .ToList();
        return errors.Count > 0 && errors.Count == causes.Length ? errors : null;
    }
}

/// <summary>What a mutation's payload reads.</summary>
/// <param name="Value">The result.</param>
/// <param name="Errors">The errors.</param>
internal sealed record MutationPayload(object? Value, IReadOnlyList<object>? Errors);
