using System.Buffers;
using System.Globalization;

namespace SmsPlatform.Domain.Messaging;

/// <summary>How carriers transport a text.</summary>
/// <param name="Segments">Parts that are sent and billed; 0 for an empty text.</param>
/// <param name="Units">Septets in GSM-7, UTF-16 code units in UCS-2.</param>
public readonly record struct SmsSize(int Segments, SmsEncoding Encoding, int Units);

/// <summary>Counts the parts a text is sent in, as GSM 03.38 and 03.40 lay them out.</summary>
public static class SmsSegments
{
    private const int GsmSingle = 160;
    private const int GsmPart = 153;
    private const int UcsSingle = 70;
    private const int UcsPart = 67;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Each is sent as an escape and a second septet.
    private const string Extended = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Basic + Extended);
    private static readonly SearchValues<char> GsmExtended = SearchValues.Create(Extended);

    public static bool IsGsm(char character) => Gsm.Contains(character);

    /// <remarks>One character outside GSM-7 turns the whole text into UCS-2.</remarks>
    public static SmsSize Count(string text) =>
        text.AsSpan().IndexOfAnyExcept(Gsm) < 0 ? CountGsm(text) : CountUcs(text);

    private static SmsSize CountGsm(string text)
    {
        var parts = new Packer(GsmPart);
        foreach (var character in text)
        {
            parts.Add(GsmExtended.Contains(character) ? 2 : 1);
        }

        return parts.Size(SmsEncoding.Gsm7, GsmSingle);
    }

    private static SmsSize CountUcs(string text)
    {
        var parts = new Packer(UcsPart);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var length = ElementLength(rest);
            parts.Add(length);
            rest = rest[length..];
        }

        return parts.Size(SmsEncoding.Ucs2, UcsSingle);
    }

    // What stays together: a grapheme cluster, though not CR LF, and not a cluster that no part could hold.
    private static int ElementLength(ReadOnlySpan<char> rest)
    {
        var length = rest[0] == '\r' ? 1 : StringInfo.GetNextTextElementLength(rest);
        return length <= UcsPart ? length : char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 1;
    }

    /// <summary>Fills parts in order; what does not fit whole opens the next part.</summary>
    private struct Packer(int capacity)
    {
        private int _parts;
        private int _free;
        private int _units;

        public void Add(int units)
        {
            if (units > _free)
            {
                _parts++;
                _free = capacity;
            }

            _free -= units;
            _units += units;
        }

        // A text that fits one message needs no header, so it has room for more than a part has.
        public readonly SmsSize Size(SmsEncoding encoding, int single) =>
            new(_units == 0 ? 0 : _units <= single ? 1 : _parts, encoding, _units);
    }
}
