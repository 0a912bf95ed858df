using System.Collections;
using System.Globalization;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Writes errors and their extensions as JSON.</summary>
internal static class ErrorWriter
{
    private const int MaxDepth = 16;

    public static void Write(ResultWriter writer, IReadOnlyList<IError> errors)
    {
        writer.WriteRaw((byte)'[');
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0)
            {
                writer.WriteRaw((byte)',');
            }

            Write(writer, errors[i]);
        }

        writer.WriteRaw((byte)']');
    }

    private static void Write(ResultWriter writer, IError error)
    {
        writer.WriteRaw("{\"message\":"u8);
        writer.WriteString(error.Message);
        if (error.Locations is { Count: > 0 } locations)
        {
            writer.WriteRaw(",\"locations\":["u8);
            for (var i = 0; i < locations.Count; i++)
            {
                writer.WriteRaw(i == 0 ? "{\"line\":"u8 : ",{\"line\":"u8);
                writer.Write(locations[i].Line);
                writer.WriteRaw(",\"column\":"u8);
                writer.Write(locations[i].Column);
                writer.WriteRaw((byte)'}');
            }

            writer.WriteRaw((byte)']');
        }

        if (error.Path is { } path)
        {
            writer.WriteRaw(",\"path\":"u8);
            WriteList(writer, path, 0);
        }

        if (error.Extensions is { Count: > 0 } extensions)
        {
            writer.WriteRaw(",\"extensions\":"u8);
            WriteMap(writer, extensions, 0);
        }

        writer.WriteRaw((byte)'}');
    }

    private static void WriteValue(ResultWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
            case double number when !double.IsFinite(number):
            case var _ when depth > MaxDepth:
                writer.WriteNull();
                break;
            case string text:
                writer.WriteString(text);
                break;
            case bool flag:
                writer.Write(flag);
                break;
            case int or short or byte or sbyte or ushort or uint or long:
                writer.Write(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Write(number);
                break;
            case decimal number:
                writer.Write(number);
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(writer, map, depth);
                break;
            case IDictionary map:
                WriteMap(writer, map.Cast<DictionaryEntry>().Select(entry =>
                    new KeyValuePair<string, object?>(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value)), depth);
                break;
            case IEnumerable list:
                WriteList(writer, list, depth);
                break;
            default:
                writer.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteMap(ResultWriter writer, IEnumerable<KeyValuePair<string, object?>> map, int depth)
    {
        writer.WriteRaw((byte)'{');
        var isFirst = true;
        foreach (var (key, value) in map)
        {
            if (!isFirst)
            {
                writer.WriteRaw((byte)',');
            }

            isFirst = false;
            writer.WriteString(key);
            writer.WriteRaw((byte)':');
            WriteValue(writer, value, depth + 1);
        }

        writer.WriteRaw((byte)'}');
    }

    private static void WriteList(ResultWriter writer, IEnumerable list, int depth)
    {
        writer.WriteRaw((byte)'[');
        var isFirst = true;
        foreach (var item in list)
        {
            if (!isFirst)
            {
                writer.WriteRaw((byte)',');
            }

            isFirst = false;
            WriteValue(writer, item, depth + 1);
        }

        writer.WriteRaw((byte)']');
    }
}
