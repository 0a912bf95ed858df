using System.Text.Json;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>Checks on JSON strings that <see cref="Utf8JsonReader"/> leaves to whoever turns them into .NET strings.</summary>
internal static class JsonStrings
{
    /// <summary>Whether a string or name may be read without an exception: its escapes leave no half of a surrogate pair.</summary>
    public static bool IsWellFormed(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped || HasWholeSurrogates(reader.ValueSpan);

    // The reader has seen to it that every \u is followed by four hexadecimal digits.
    private static bool HasWholeSurrogates(ReadOnlySpan<byte> escaped)
    {
        var expectLow = false;

        for (var i = 0; i < escaped.Length; i++)
        {
            var unit = '\0';

            if (escaped[i] == '\\')
            {
                i++;

                if (escaped[i] == 'u')
                {
                    unit = Unit(escaped.Slice(i + 1, 4));
                    i += 4;
                }
            }

            if (char.IsLowSurrogate(unit) != expectLow)
            {
                return false;
            }

            expectLow = char.IsHighSurrogate(unit);
        }

        return !expectLow;
    }

    private static char Unit(ReadOnlySpan<byte> digits)
    {
        var unit = 0;

        foreach (var digit in digits)
        {
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }
}
