using System.Globalization;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary><c>Float</c>: a finite double.</summary>
internal sealed class FloatScalar() : ScalarType<double>(ScalarNames.Float)
{
    public override bool TryRead(ValueNode literal, out double value)
    {
        value = default;
        var text = literal switch
        {
            IntValueNode whole => whole.Value,
            FloatValueNode real => real.Value,
            _ => null,
        };
        return text is not null
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    public override bool TryRead(ref Utf8JsonReader reader, out double value)
    {
        value = default;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value) && double.IsFinite(value);
    }

    public override bool TryWrite(ResultWriter output, double value)
    {
        if (!double.IsFinite(value))
        {
            return false;
        }

        output.Write(value);
        return true;
    }

    protected override bool TryConvert(object value, out double converted)
    {
        switch (value)
        {
            case float single:
                // Through the shortest text, so that 0.1f is written as 0.1.
                converted = float.IsFinite(single)
                    ? double.Parse(single.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                    : double.NaN;
                return true;
            case bool flag:
                converted = flag ? 1 : 0;
                return true;
            case string text:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out converted);
            case IConvertible and (int or long or short or byte or sbyte or ushort or uint or ulong or decimal):
                converted = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return true;
            default:
                converted = default;
                return false;
        }
    }
}

/// <summary><c>Decimal</c>: written with the digits it has.</summary>
internal sealed class DecimalScalar()
    : ScalarType<decimal>(ScalarNames.Decimal, "The `Decimal` scalar type represents a decimal floating-point number.")
{
    public override bool TryRead(ValueNode literal, out decimal value)
    {
        value = default;
        var text = literal switch
        {
            IntValueNode whole => whole.Value,
            FloatValueNode real => real.Value,
            _ => null,
        };
        return text is not null && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    public override bool TryRead(ref Utf8JsonReader reader, out decimal value)
    {
        value = default;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out value);
    }

    public override bool TryWrite(ResultWriter output, decimal value)
    {
        output.Write(value);
        return true;
    }

    protected override bool TryConvert(object value, out decimal converted)
    {
        switch (value)
        {
            case IConvertible and (int or long or short or byte or sbyte or ushort or uint or ulong):
                converted = System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);
                return true;
            case double or float:
                var real = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
                var fits = Math.Abs(real) < (double)decimal.MaxValue;
                converted = fits ? (decimal)real : default;
                return fits;
            default:
                converted = default;
                return false;
        }
    }
}
