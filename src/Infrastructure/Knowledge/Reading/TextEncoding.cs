using System.Text;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Makes text of bytes whose encoding nobody told.</summary>
internal static class TextEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<string> Decode(ReadOnlySpan<byte> content)
    {
        var text = content switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Utf8OrLatin1(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ => Utf8OrLatin1(content),
        };

        // NUL is in no text, and PostgreSQL takes none.
        return text.Contains('\0', StringComparison.Ordinal) ? KnowledgeErrors.NotText : text.ReplaceLineEndings("\n");
    }

    private static string Utf8OrLatin1(ReadOnlySpan<byte> content)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }
}
