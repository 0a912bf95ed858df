using System.Globalization;
using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>The classes of characters that the lexical grammar knows.</summary>
internal static class Characters
{
    private const byte NameStart = 1;
    private const byte NameContinue = 2;
    private const byte Digit = 4;
    private static readonly byte[] Classes = Classify();

    public static bool IsNameStart(byte octet) => (Classes[octet] & NameStart) != 0;

    public static bool IsNameContinue(byte octet) => (Classes[octet] & NameContinue) != 0;

    public static bool IsDigit(byte octet) => (Classes[octet] & Digit) != 0;

    /// <summary>Describes the character at the position for a message: quoted, or as U+0000.</summary>
    public static string Describe(ReadOnlySpan<byte> source, int position)
    {
        if (position >= source.Length)
        {
            return "<EOF>";
        }

        Rune.DecodeFromUtf8(source[position..], out var rune, out _);
        return rune.Value switch
        {
            '"' => "'\"'",
            >= 0x20 and <= 0x7E => $"\"{rune}\"",
            _ => "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
        };
    }

    private static byte[] Classify()
    {
        var classes = new byte[256];
        for (var c = '0'; c <= '9'; c++)
        {
            classes[c] = Digit | NameContinue;
        }

        for (var c = 'a'; c <= 'z'; c++)
        {
            classes[c] = NameStart | NameContinue;
            classes[char.ToUpperInvariant(c)] = NameStart | NameContinue;
        }

        classes['_'] = NameStart | NameContinue;
        return classes;
    }
}
