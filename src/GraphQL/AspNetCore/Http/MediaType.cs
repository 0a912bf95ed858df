using Microsoft.Extensions.Primitives;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>What a request's <c>Content-Type</c> means for this server.</summary>
internal enum BodyKind
{
    /// <summary>JSON in UTF-8.</summary>
    Json,

    /// <summary>None, or one that every page may post without a preflight: read as JSON once the preflight header is there.</summary>
    Simple,

    /// <summary>Something else.</summary>
    Unsupported,
}

/// <summary>Reads <c>Content-Type</c>.</summary>
internal static class MediaType
{
    /// <summary>Classifies the header without allocating.</summary>
    public static BodyKind Classify(StringValues header)
    {
        if (header.Count != 1)
        {
            return header.Count == 0 ? BodyKind.Simple : BodyKind.Unsupported;
        }

        var value = header[0];

        if (value == "application/json")
        {
            return BodyKind.Json;
        }

        var text = value.AsSpan();
        var semicolon = text.IndexOf(';');
        var type = (semicolon < 0 ? text : text[..semicolon]).Trim();

        if (type.IsEmpty || Is(type, "text/plain"))
        {
            return BodyKind.Simple;
        }

        return Is(type, "application/json") && IsUtf8(semicolon < 0 ? default : text[(semicolon + 1)..])
            ? BodyKind.Json
            : BodyKind.Unsupported;
    }

    private static bool IsUtf8(ReadOnlySpan<char> parameters)
    {
        foreach (var part in parameters.Split(';'))
        {
            var parameter = parameters[part].Trim();

            if (parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            {
                var charset = parameter["charset=".Length..].Trim('"');
                return Is(charset, "utf-8") || Is(charset, "utf8");
            }
        }

        return true;
    }

    private static bool Is(ReadOnlySpan<char> text, string expected) => text.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
