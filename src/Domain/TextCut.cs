namespace SmsPlatform.Domain;

/// <summary>Cuts a text that may be anybody's.</summary>
public static class TextCut
{
    /// <summary>The beginning of a text, of at most so many UTF-16 units, which are at least one.</summary>
    /// <remarks>What takes two units, as an emoji does, is left out where it does not fit: half of it is no text, and PostgreSQL takes none.</remarks>
    public static string Cut(this string text, int maxLength) =>
        text.Length <= maxLength ? text
        : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
