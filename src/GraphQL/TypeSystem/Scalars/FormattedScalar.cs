using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A scalar that is a string of one format.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
internal abstract class FormattedScalar<T>(string name, string? description, string? specifiedBy)
    : ScalarType<T>(name, description, specifiedBy)
    where T : notnull
{
    protected abstract bool TryParse(string text, [MaybeNullWhen(false)] out T value);

    public override bool TryRead(ValueNode literal, [MaybeNullWhen(false)] out T value)
    {
        if (literal is StringValueNode text)
        {
            return TryParse(text.Value, out value);
        }

        value = default;
        return false;
    }

    public override bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value)
    {
        if (JsonStrings.TryRead(ref reader, out var text))
        {
            return TryParse(text, out value);
        }

        value = default;
        return false;
    }

    public override bool TryWrite(ResultWriter output, T value)
    {
        Write(output, value);
        return true;
    }

    protected abstract void Write(ResultWriter output, T value);
}
