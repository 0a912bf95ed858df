namespace SmsPlatform.Sandbox.Network;

/// <summary>How many parts a text takes: GSM 03.38 when every character is in it, UTF-16 otherwise.</summary>
internal static class Segments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "|^€{}[]~\\\f";

    public static int Count(string text)
    {
        if (text.All(c => Basic.Contains(c) || Extended.Contains(c)))
        {
            return Pack(text.Select(c => Extended.Contains(c) ? 2 : 1), single: 160, part: 153);
        }

        return Pack(Graphemes(text), single: 70, part: 67);
    }

    // An escape sequence or a grapheme cluster never straddles two parts.
    private static int Pack(IEnumerable<int> costs, int single, int part)
    {
        var list = costs.ToList();
        if (list.Sum() <= single)
        {
            return 1;
        }

        var parts = 1;
        var used = 0;
        foreach (var cost in list)
        {
            if (used + cost > part)
            {
                parts += Math.Max(1, (cost + part - 1) / part);
                used = 0;
            }

            used += Math.Min(cost, part);
        }

        return parts;
    }

    private static IEnumerable<int> Graphemes(string text)
    {
        var elements = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement().Length;
        }
    }
}
