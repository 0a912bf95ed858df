using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>
/// Gives the same string for the same name, so that the few names a schema has are not made anew for each document.
/// </summary>
/// <remarks>
/// Of fixed size: a name takes the place of another one with the same slot, so no flood of invented names can grow it.
/// Writes race without locks; a lost one costs a string.
/// </remarks>
internal static class NameTable
{
    private const int Slots = 4096;
    private const int LongestName = 48;
    private static readonly string?[] Names = new string?[Slots];

    public static string Get(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
        {
            return Encoding.ASCII.GetString(name);
        }

        var hash = 2166136261u;
        foreach (var octet in name)
        {
            hash = (hash ^ octet) * 16777619u;
        }

        ref var slot = ref Names[(hash ^ (hash >> 15)) % Slots];
        var known = slot;
        if (known is not null && Ascii.Equals(name, known))
        {
            return known;
        }

        return slot = Encoding.ASCII.GetString(name);
    }
}
