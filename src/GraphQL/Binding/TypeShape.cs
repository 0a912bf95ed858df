using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>What a .NET member's type means in GraphQL: a named type or a list, nullable or not.</summary>
/// <param name="Type">The .NET type, without <c>Task</c>, <c>Optional</c> and <c>Nullable</c>.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="Element">For a list, its items.</param>
internal sealed record TypeShape(Type Type, bool IsNullable, TypeShape? Element = null)
{
    // NullabilityInfoContext is not thread-safe, and schemas may be built at the same time.
    private static readonly Lock Gate = new();
    private static readonly NullabilityInfoContext Context = new();

    public static TypeShape Of(MemberInfo member) => member switch
    {
        PropertyInfo property => OfProperty(property),
        MethodInfo method => OfParameter(method.ReturnParameter, isOutput: true),
        FieldInfo field => Read(field.FieldType, Locked(context => context.Create(field)), isOutput: true),
        _ => throw new ArgumentException($"{member} has no value.", nameof(member)),
    };

    public static TypeShape OfParameter(ParameterInfo parameter, bool isOutput = false) =>
        Read(parameter.ParameterType, Locked(context => context.Create(parameter)), isOutput);

    public static TypeShape OfInputProperty(PropertyInfo property) =>
        Read(property.PropertyType, Locked(context => context.Create(property)), isOutput: false);

    /// <summary>The shape of a type whose annotations are unknown: references may be null.</summary>
    public static TypeShape OfType(Type type) => Read(type, null, isOutput: true);

    public bool IsList => Element is not null;

    /// <summary>The innermost shape.</summary>
    public TypeShape Innermost => Element is null ? this : Element.Innermost;

    public TypeShape NonNull() => this with { IsNullable = false };

    private static TypeShape OfProperty(PropertyInfo property) =>
        Read(property.PropertyType, Locked(context => context.Create(property)), isOutput: true);

    private static NullabilityInfo Locked(Func<NullabilityInfoContext, NullabilityInfo> create)
    {
        lock (Gate)
        {
            return create(Context);
        }
    }

    private static TypeShape Read(Type type, NullabilityInfo? info, bool isOutput)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return new TypeShape(typeof(bool), false);
        }

        if (Wrapped(type) is { } wrapped)
        {
            return Read(wrapped, info?.GenericTypeArguments.FirstOrDefault(), isOutput);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Read(underlying, null, isOutput) with { IsNullable = true };
        }

        var isNullable = !type.IsValueType && StateOf(info, isOutput) != NullabilityState.NotNull;
        if (TryGetElement(type, out var element))
        {
            var elementInfo = type.IsArray ? info?.ElementType : info?.GenericTypeArguments.FirstOrDefault();
            var known = elementInfo?.Type == element ? elementInfo : null;
            return new TypeShape(type, isNullable, Read(element, known, isOutput));
        }

        return new TypeShape(type, isNullable);
    }

    private static NullabilityState StateOf(NullabilityInfo? info, bool isOutput) =>
        info is null ? NullabilityState.Unknown : isOutput ? info.ReadState : info.WriteState == NullabilityState.Unknown ? info.ReadState : info.WriteState;

    private static Type? Wrapped(Type type)
    {
        if (!type.IsGenericType)
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>) || definition == typeof(Optional<>)
            ? type.GetGenericArguments()[0]
            : null;
    }

    private static bool TryGetElement(Type type, [NotNullWhen(true)] out Type? element)
    {
        element = null;
        if (TypeSystem.Scalars.NameOf(type) is not null)
        {
            return false;
        }

        if (type.IsArray)
        {
            element = type.GetElementType()!;
            return true;
        }

        var sequence = type.GetInterfaces().Append(type).FirstOrDefault(candidate =>
            candidate.IsGenericType && (candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>)
                || candidate.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));
        element = sequence?.GetGenericArguments()[0];
        return element is not null && !typeof(Data.IConnection).IsAssignableFrom(type);
    }
}
