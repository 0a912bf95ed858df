using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary><c>String</c>.</summary>
internal sealed class StringScalar() : ScalarType<string>(ScalarNames.String)
{
    public override bool TryRead(ValueNode literal, [MaybeNullWhen(false)] out string value)
    {
        value = (literal as StringValueNode)?.Value;
        return value is not null;
    }

    public override bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out string value) => JsonStrings.TryRead(ref reader, out value);

    public override bool TryWrite(ResultWriter output, string value)
    {
        output.WriteString(value);
        return true;
    }

    protected override bool TryConvert(object value, [MaybeNullWhen(false)] out string converted)
    {
        converted = value switch
        {
            bool flag => flag ? "true" : "false",
            double real when !double.IsFinite(real) => null,
            Enum constant => constant.ToString(),
            char or int or long or short or byte or sbyte or ushort or uint or ulong or double or float or decimal or Guid =>
                System.Convert.ToString(value, CultureInfo.InvariantCulture),
            Uri address => address.OriginalString,
            _ => null,
        };
        return converted is not null;
    }
}

/// <summary><c>ID</c>: read from a string or whole number, always written as a string.</summary>
internal sealed class IdScalar() : ScalarType<string>(ScalarNames.ID)
{
    public override bool TryRead(ValueNode literal, [MaybeNullWhen(false)] out string value)
    {
        value = literal switch
        {
            StringValueNode text => text.Value,
            IntValueNode number => number.Value,
            _ => null,
        };
        return value is not null;
    }

    public override bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out string value)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            value = reader.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;
            if (value is null && reader.TryGetDouble(out var real) && double.IsInteger(real))
            {
                value = real.ToString(CultureInfo.InvariantCulture);
            }

            return value is not null;
        }

        return JsonStrings.TryRead(ref reader, out value);
    }

    public override bool TryWrite(ResultWriter output, string value)
    {
        output.WriteString(value);
        return true;
    }

    public override ValueNode? ToLiteral(object value) => value is string text ? new StringValueNode(text) : base.ToLiteral(value);

    protected override bool TryConvert(object value, [MaybeNullWhen(false)] out string converted)
    {
        converted = value switch
        {
            Guid id => id.ToString(),
            double real when double.IsInteger(real) => real.ToString(CultureInfo.InvariantCulture),
            int or long or short or byte or sbyte or ushort or uint or ulong => System.Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => null,
        };
        return converted is not null;
    }
}

/// <summary><c>Boolean</c>.</summary>
internal sealed class BooleanScalar() : ScalarType<bool>(ScalarNames.Boolean)
{
    public override bool TryRead(ValueNode literal, out bool value)
    {
        value = literal is BooleanValueNode { Value: true };
        return literal is BooleanValueNode;
    }

    public override bool TryRead(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    }

    public override bool TryWrite(ResultWriter output, bool value)
    {
        output.Write(value);
        return true;
    }

    protected override bool TryConvert(object value, out bool converted)
    {
        switch (value)
        {
            case int or long or short or byte or uint or ulong or ushort or sbyte:
                converted = System.Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0;
                return true;
            case double real when double.IsFinite(real):
                converted = real != 0;
                return true;
            default:
                converted = default;
                return false;
        }
    }
}

/// <summary>Reads JSON strings; a lone surrogate or invalid UTF-8 is no string.</summary>
internal static class JsonStrings
{
    public static bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        try
        {
            value = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader offers no test for this, only the exception.
            return false;
        }

        return value is not null;
    }
}
