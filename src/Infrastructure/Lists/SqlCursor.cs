using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A row's place: the list, its order, and the row's values of the order's keys.</summary>
internal static class SqlCursor
{
    public static string Write(string list, IReadOnlyList<object> values)
    {
        using var stream = new MemoryStream(96);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            json.WriteStringValue(list);
            foreach (var value in values)
            {
                // PostgreSQL keeps microseconds; "O" keeps more.
                json.WriteStringValue(value switch
                {
                    DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    _ => Convert.ToString(value, CultureInfo.InvariantCulture),
                });
            }

            json.WriteEndArray();
        }

        return Base64Url.EncodeToString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <returns>The values as text; null when the cursor is not one of this list.</returns>
    public static IReadOnlyList<string>? Read(string list, int keys, string cursor)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor));
            if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() != keys + 1)
            {
                return null;
            }

            var parts = json.RootElement.EnumerateArray().Select(part => part.GetString()!).ToList();
            return parts[0] == list ? parts[1..] : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
