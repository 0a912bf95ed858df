using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A scalar: how its values are read from literals and JSON, and written as JSON.</summary>
public abstract class ScalarType : NamedType
{
    /// <summary>Makes a scalar.</summary>
    /// <param name="name">The name.</param>
    /// <param name="runtimeType">The .NET type of its values.</param>
    /// <param name="description">The description, in Markdown.</param>
    /// <param name="specifiedBy">The address of the specification of its format.</param>
    protected ScalarType(string name, Type runtimeType, string? description = null, string? specifiedBy = null)
        : base(name, description)
    {
        RuntimeType = runtimeType;
        SpecifiedBy = specifiedBy;
    }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.Scalar;

    /// <summary>The address of the specification of its format.</summary>
    public string? SpecifiedBy { get; internal set; }

    /// <summary>Reads a literal; it holds no variable and is not null.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="value">The runtime value.</param>
    /// <returns>Whether the literal is a value of this scalar.</returns>
    public abstract bool TryCoerceLiteral(ValueNode literal, [NotNullWhen(true)] out object? value);

    /// <summary>Reads the JSON value the reader stands on, which is not null, and leaves the reader on its last token.</summary>
    /// <param name="reader">The reader, over a value that is known to be complete.</param>
    /// <param name="value">The runtime value.</param>
    /// <returns>Whether the JSON is a value of this scalar.</returns>
    public abstract bool TryCoerceJson(ref Utf8JsonReader reader, [NotNullWhen(true)] out object? value);

    /// <summary>Writes a resolver's value as JSON. Takes other .NET types where no meaning is lost, as the specification allows.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="value">The value, not null.</param>
    /// <returns>Whether the value is one of this scalar; if not, nothing was written.</returns>
    public abstract bool TryWrite(ResultWriter output, object value);

    /// <summary>Makes the literal of a runtime value; for default values in SDL and introspection.</summary>
    /// <param name="value">The value, not null.</param>
    /// <returns>The literal, or null when the value is not one of this scalar.</returns>
    public virtual ValueNode? ToLiteral(object value)
    {
        var buffer = ResultWriter.Rent();
        var literal = TryWrite(buffer, value) ? JsonLiteral.Parse(buffer.WrittenSpan) : null;
        ResultWriter.Return(buffer);
        return literal;
    }
}

/// <summary>A scalar with one .NET type, written without boxing.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
public abstract class ScalarType<T> : ScalarType
    where T : notnull
{
    /// <summary>Makes a scalar.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">The description, in Markdown.</param>
    /// <param name="specifiedBy">The address of the specification of its format.</param>
    protected ScalarType(string name, string? description = null, string? specifiedBy = null)
        : base(name, typeof(T), description, specifiedBy)
    {
    }

    /// <summary>Writes a value as JSON.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the value can be written, as not-a-number cannot; if not, nothing was written.</returns>
    public abstract bool TryWrite(ResultWriter output, T value);

    /// <summary>Reads a literal.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="value">The value.</param>
    public abstract bool TryRead(ValueNode literal, [MaybeNullWhen(false)] out T value);

    /// <summary>Reads a JSON value.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="value">The value.</param>
    public abstract bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value);

    /// <summary>Takes a value of another .NET type where no meaning is lost.</summary>
    /// <param name="value">The value, not a <typeparamref name="T"/>.</param>
    /// <param name="converted">The same value as <typeparamref name="T"/>.</param>
    protected virtual bool TryConvert(object value, [MaybeNullWhen(false)] out T converted)
    {
        converted = default;
        return false;
    }

    /// <inheritdoc />
    public sealed override bool TryCoerceLiteral(ValueNode literal, [NotNullWhen(true)] out object? value)
    {
        value = TryRead(literal, out var typed) ? typed : null;
        return value is not null;
    }

    /// <inheritdoc />
    public sealed override bool TryCoerceJson(ref Utf8JsonReader reader, [NotNullWhen(true)] out object? value)
    {
        value = TryRead(ref reader, out var typed) ? typed : null;
        return value is not null;
    }

    /// <inheritdoc />
    public sealed override bool TryWrite(ResultWriter output, object value) =>
        value is T typed || TryConvert(value, out typed!) ? TryWrite(output, typed) : false;
}
