using System.Security.Cryptography;
using System.Text;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>A part of a document that is found and quoted as one.</summary>
/// <param name="Heading">The headings above it, outermost first, joined by <see cref="HeadingSeparator"/>.</param>
public sealed record Chunk(string Heading, string Text)
{
    public const string HeadingSeparator = " › ";

    /// <summary>About what a language model counts; no tokeniser is alike.</summary>
    public int Tokens => (Encoding.UTF8.GetByteCount(Text) + 3) / 4;

    /// <summary>The same for the same words, whichever document they are in, as long as they are read in the same language.</summary>
    public byte[] Hash(string language) => SHA256.HashData(Encoding.UTF8.GetBytes($"{language}\0{Heading}\0{Text}"));
}
