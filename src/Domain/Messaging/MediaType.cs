using System.Text.Unicode;

namespace SmsPlatform.Domain.Messaging;

/// <summary>Tells what bytes are by their beginning. What a sender or provider says of them counts only between kinds of plain text.</summary>
public static class MediaType
{
    public const string Unknown = "application/octet-stream";

    /// <summary>How many of the first bytes <see cref="Of"/> looks at.</summary>
    public const int Looks = 512;

    private static readonly (byte[] Mask, int Offset, string Type)[] Signatures =
    [
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ([0x89, .. "PNG\r\n\u001A\n"u8], 0, "image/png"),
        ([.. "GIF87a"u8], 0, "image/gif"),
        ([.. "GIF89a"u8], 0, "image/gif"),
        ([.. "WEBP"u8], 8, "image/webp"),
        ([.. "%PDF-"u8], 0, "application/pdf"),
        ([.. "#!AMR"u8], 0, "audio/amr"),
        ([.. "OggS"u8], 0, "audio/ogg"),
        ([.. "ID3"u8], 0, "audio/mpeg"),
        ([0xFF, 0xFB], 0, "audio/mpeg"),
        ([0xFF, 0xF3], 0, "audio/mpeg"),
        ([.. "WAVE"u8], 8, "audio/wav"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "video/webm"),
        ([.. "ftyp3g"u8], 4, "video/3gpp"),
        ([.. "ftypqt"u8], 4, "video/quicktime"),
        ([.. "ftypM4A"u8], 4, "audio/mp4"),
        ([.. "ftyphei"u8], 4, "image/heic"),
        ([.. "ftypmif1"u8], 4, "image/heic"),
        ([.. "ftyp"u8], 4, "video/mp4"),
    ];

    private static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "text/plain", "text/vcard", "text/x-vcard", "text/calendar", "text/csv",
    };

    /// <param name="start">The first <see cref="Looks"/> bytes, or all of fewer.</param>
    public static string Of(ReadOnlySpan<byte> start, string declared)
    {
        foreach (var (mask, offset, type) in Signatures)
        {
            if (start.Length >= offset + mask.Length && start.Slice(offset, mask.Length).SequenceEqual(mask))
            {
                return type;
            }
        }

        return start.Length == 0 || !IsText(start) ? Unknown
            : Texts.Contains(declared) ? declared.ToLowerInvariant()
            : "text/plain";
    }

    /// <summary>May be shown in a browser as it is, and to a model that sees.</summary>
    public static bool IsPicture(string type) => type is "image/jpeg" or "image/png" or "image/gif" or "image/webp";

    private static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (var octet in start)
        {
            if (octet < ' ' && octet is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return false;
            }
        }

        // A character may be cut in two where the look ends.
        for (var cut = 0; cut < 4 && cut < start.Length; cut++)
        {
            if (Utf8.IsValid(start[..^cut]))
            {
                return cut == 0 || start.Length == Looks;
            }
        }

        return false;
    }
}
