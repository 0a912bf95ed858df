namespace SmsPlatform.GraphQL.Execution;

/// <summary>How an argument or input object field reaches C#.</summary>
/// <remarks>
/// The engine coerces by the GraphQL type alone: scalars to the runtime value of the scalar, enums to the runtime value of the enum value,
/// lists to <c>object?[]</c>, input objects to what their <see cref="InputObjectFactory"/> makes (a
/// <c>Dictionary&lt;string, object?&gt;</c> without one). <see cref="Convert"/> then makes the declared C# type of it: a list,
/// a decoded global id, an <c>Optional&lt;T&gt;</c>.
/// </remarks>
public sealed class InputBinding(Type runtimeType, Func<object?, object?>? convert = null)
{
    /// <summary>The declared C# type.</summary>
    public Type RuntimeType { get; } = runtimeType;

    /// <summary>Converts the coerced value, which may be null but is never <see cref="Unset"/>. Null: it fits as it is.</summary>
    /// <exception cref="Exception">The value does not fit (a <c>GraphQLException</c>); becomes an error of the field or of the request.</exception>
    public Func<object?, object?>? Convert { get; } = convert;

    /// <summary>Stands in the values of an <see cref="InputObjectFactory"/> for a field that was not given and has no default.</summary>
    public static readonly object Unset = new();
}

/// <summary>Makes the C# value of an input object; compiled once per type.</summary>
/// <param name="values">
/// One value per input field, in the order of the type's fields, converted by their bindings; <see cref="InputBinding.Unset"/> where
/// the field was not given. The array is reused: do not keep it.
/// </param>
public delegate object InputObjectFactory(object?[] values);
