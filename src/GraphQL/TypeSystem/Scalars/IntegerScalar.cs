using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A whole number of a fixed width: <c>Int</c>, <c>Long</c>, <c>Short</c>, <c>Byte</c>.</summary>
/// <typeparam name="T">The .NET number.</typeparam>
internal sealed class IntegerScalar<T>(string name, string? description = null) : ScalarType<T>(name, description)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override bool TryRead(ValueNode literal, out T value)
    {
        if (literal is IntValueNode number)
        {
            return T.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        value = default;
        return false;
    }

    public override bool TryRead(ref Utf8JsonReader reader, out T value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        if (reader.TryGetInt64(out var whole))
        {
            return TryNarrow(whole, out value);
        }

        // JSON does not tell 3 from 3.0 or 3e0; the reference takes all of them.
        return reader.TryGetDouble(out var real) && TryNarrow(real, out value);
    }

    public override bool TryWrite(ResultWriter output, T value)
    {
        output.Write(long.CreateTruncating(value));
        return true;
    }

    protected override bool TryConvert(object value, [MaybeNullWhen(false)] out T converted)
    {
        switch (value)
        {
            case bool flag:
                converted = flag ? T.One : T.Zero;
                return true;
            case string text:
                return T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out converted);
            case double real:
                return TryNarrow(real, out converted);
            case float real:
                return TryNarrow(real, out converted);
            case decimal real:
                converted = default;
                return decimal.IsInteger(real) && TryNarrow((double)real, out converted);
            case Enum constant:
                return TryNarrow(System.Convert.ToInt64(constant, CultureInfo.InvariantCulture), out converted);
            case ulong large:
                converted = default;
                return large <= long.MaxValue && TryNarrow((long)large, out converted);
            case IConvertible and (int or long or short or byte or sbyte or ushort or uint):
                return TryNarrow(System.Convert.ToInt64(value, CultureInfo.InvariantCulture), out converted);
            default:
                converted = default;
                return false;
        }
    }

    private static bool TryNarrow(long whole, out T value)
    {
        var inRange = whole >= long.CreateSaturating(T.MinValue) && whole <= long.CreateSaturating(T.MaxValue);
        value = inRange ? T.CreateTruncating(whole) : default;
        return inRange;
    }

    private static bool TryNarrow(double real, out T value)
    {
        // 2^63 as a double is one past the last long, hence "less than".
        if (double.IsInteger(real) && real >= long.MinValue && real < long.MaxValue)
        {
            return TryNarrow((long)real, out value);
        }

        value = default;
        return false;
    }
}
