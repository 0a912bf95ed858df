using System.Text;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>What is done to a URL's port before it is signed.</summary>
internal enum TwilioUrlPort
{
    AsGiven,
    Removed,
    DefaultAdded,
}

/// <summary>What is done to a URL's query before it is signed.</summary>
internal enum TwilioUrlQuery
{
    AsGiven,

    /// <summary>An apostrophe, which many clients leave bare, is escaped.</summary>
    ApostrophesEscaped,

    /// <summary>Decoded and encoded again the way old form encoders do: an escaped apostrophe becomes bare, a plus an escape.</summary>
    Legacy,
}

/// <summary>One of the forms in which Twilio may have signed a URL.</summary>
internal readonly record struct TwilioUrlVariant(TwilioUrlPort Port, TwilioUrlQuery Query);

/// <summary>Makes the forms of a URL that Twilio may have signed; which one it signs is not consistent on its side.</summary>
/// <remarks>All by cutting strings: a URI class would re-encode, and a signature covers each character.</remarks>
internal static class TwilioUrl
{
    /// <summary>Every variant, the likeliest first.</summary>
    public static readonly IReadOnlyList<TwilioUrlVariant> Variants =
    [
        new(TwilioUrlPort.AsGiven, TwilioUrlQuery.AsGiven),
        new(TwilioUrlPort.Removed, TwilioUrlQuery.AsGiven),
        new(TwilioUrlPort.DefaultAdded, TwilioUrlQuery.AsGiven),
        new(TwilioUrlPort.AsGiven, TwilioUrlQuery.ApostrophesEscaped),
        new(TwilioUrlPort.Removed, TwilioUrlQuery.ApostrophesEscaped),
        new(TwilioUrlPort.DefaultAdded, TwilioUrlQuery.ApostrophesEscaped),
        new(TwilioUrlPort.AsGiven, TwilioUrlQuery.Legacy),
        new(TwilioUrlPort.Removed, TwilioUrlQuery.Legacy),
        new(TwilioUrlPort.DefaultAdded, TwilioUrlQuery.Legacy),
    ];

    /// <summary>The URL in one variant, without a fragment; null when the variant changes nothing that an earlier one did not try.</summary>
    public static string? Apply(string url, TwilioUrlVariant variant)
    {
        var whole = WithoutFragment(url);
        var ported = variant.Port switch
        {
            TwilioUrlPort.Removed => WithoutPort(whole),
            TwilioUrlPort.DefaultAdded => WithDefaultPort(whole),
            _ => whole,
        };
        return ported is null ? null : variant.Query switch
        {
            TwilioUrlQuery.ApostrophesEscaped => WithQuery(ported, EscapeApostrophes),
            TwilioUrlQuery.Legacy => WithQuery(ported, EncodeAgain),
            _ => ported,
        };
    }

    // The fragment of a webhook's address holds Twilio's own connection settings and is never sent or signed.
    private static string WithoutFragment(string url)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 ? url : url[..fragment];
    }

    private static string? WithoutPort(string url)
    {
        var (port, end) = FindPort(url);
        return port == end ? null : string.Concat(url.AsSpan(0, port), url.AsSpan(end));
    }

    private static string? WithDefaultPort(string url)
    {
        var (port, end) = FindPort(url);
        if (port != end)
        {
            return null;
        }

        var standard = url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return url.Insert(end, standard);
    }

    // From the colon of the port to the end of the host part; both are the end when there is no port.
    private static (int Port, int End) FindPort(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var length = url.AsSpan(start).IndexOfAny('/', '?');
        var end = length < 0 ? url.Length : start + length;

        // A colon may also part user and password, or stand inside an IPv6 address.
        var authority = url.AsSpan(start, end - start);
        var host = Math.Max(authority.LastIndexOf('@'), authority.LastIndexOf(']')) + 1;
        var colon = authority[host..].LastIndexOf(':');
        return colon < 0 || authority[(host + colon + 1)..].ContainsAnyExceptInRange('0', '9')
            ? (end, end)
            : (start + host + colon, end);
    }

    private static string? WithQuery(string url, Func<string, string> encode)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
        {
            return null;
        }

        var query = url[(mark + 1)..];
        var encoded = encode(query);
        return encoded == query ? null : string.Concat(url.AsSpan(0, mark + 1), encoded);
    }

    private static string EscapeApostrophes(string query) => query.Replace("'", "%27", StringComparison.Ordinal);

    private static string EncodeAgain(string query)
    {
        var encoded = new StringBuilder(query.Length + 16);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            encoded.Append(encoded.Length == 0 ? "" : "&")
                .Append(EncodeComponentAgain(equals < 0 ? pair : pair[..equals]))
                .Append('=')
                .Append(equals < 0 ? "" : EncodeComponentAgain(pair[(equals + 1)..]));
        }

        return encoded.ToString();
    }

    private static string EncodeComponentAgain(string component) =>
        Uri.EscapeDataString(Uri.UnescapeDataString(component.Replace('+', ' ')))
            .Replace("%21", "!", StringComparison.Ordinal)
            .Replace("%27", "'", StringComparison.Ordinal)
            .Replace("%28", "(", StringComparison.Ordinal)
            .Replace("%29", ")", StringComparison.Ordinal)
            .Replace("%2A", "*", StringComparison.Ordinal);
}
