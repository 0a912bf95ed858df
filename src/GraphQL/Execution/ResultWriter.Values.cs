using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace SmsPlatform.GraphQL.Execution;

// Values. Each Write… of a nullable type returns false for null and has written nothing then.
public sealed partial class ResultWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Writes a string in quotes, escaped where JSON asks for it. Lone surrogates become U+FFFD.</summary>
    public bool Write(string? value)
    {
        if (value is null)
        {
            return false;
        }

        WriteString(value);
        return true;
    }

    /// <summary>Writes a string in quotes, escaped where JSON asks for it. Lone surrogates become U+FFFD.</summary>
    public void WriteString(ReadOnlySpan<char> value)
    {
        // At most three bytes of UTF-8 for each UTF-16 unit.
        var room = GetSpan((value.Length * 3) + 2);
        room[0] = (byte)'"';

        var escape = value.IndexOfAny(Escaped);
        if (escape >= 0)
        {
            WriteEscaped(value, escape);
            return;
        }

        var written = Encoding.UTF8.GetBytes(value, room[1..]);
        room[written + 1] = (byte)'"';
        _position += written + 2;
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void Write(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    /// <summary>Writes an integer.</summary>
    public void Write(int value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(11), out var written);
        _position += written;
    }

    /// <summary>Writes an integer.</summary>
    public void Write(long value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(20), out var written);
        _position += written;
    }

    /// <summary>Writes a number in its shortest round-trip form.</summary>
    /// <exception cref="FormatException">The number is not finite, so JSON cannot tell it.</exception>
    public void Write(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException($"Float cannot represent non numeric value: {value.ToString(CultureInfo.InvariantCulture)}");
        }

        value.TryFormat(GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        _position += written;
    }

    /// <summary>Writes a number in its shortest round-trip form.</summary>
    /// <exception cref="FormatException">The number is not finite, so JSON cannot tell it.</exception>
    public void Write(float value)
    {
        if (!float.IsFinite(value))
        {
            throw new FormatException($"Float cannot represent non numeric value: {value.ToString(CultureInfo.InvariantCulture)}");
        }

        value.TryFormat(GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        _position += written;
    }

    /// <summary>Writes a number.</summary>
    public void Write(decimal value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(32), out var written);
        _position += written;
    }

    /// <summary>Writes a UUID as a string, with hyphens.</summary>
    public void Write(Guid value)
    {
        var room = GetSpan(38);
        room[0] = (byte)'"';
        value.TryFormat(room[1..], out _);
        room[37] = (byte)'"';
        _position += 38;
    }

    /// <summary>Writes a point in time as a string: <c>2026-03-01T12:00:00.000Z</c>, or with <c>+01:00</c> for another offset.</summary>
    public void Write(DateTimeOffset value)
    {
        var room = GetSpan(31);
        room[0] = (byte)'"';
        WriteTime(room[1..], value.DateTime);

        if (value.Offset == TimeSpan.Zero)
        {
            room[24] = (byte)'Z';
            room[25] = (byte)'"';
            _position += 26;
            return;
        }

        var minutes = (int)value.Offset.TotalMinutes;
        room[24] = minutes < 0 ? (byte)'-' : (byte)'+';
        minutes = Math.Abs(minutes);
        TwoDigits(room, 25, minutes / 60);
        room[27] = (byte)':';
        TwoDigits(room, 28, minutes % 60);
        room[30] = (byte)'"';
        _position += 31;
    }

    /// <summary>Writes a point in time as a string; unspecified kinds are taken as UTC.</summary>
    public void Write(DateTime value) =>
        Write(value.Kind == DateTimeKind.Local ? new DateTimeOffset(value) : new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)));

    /// <summary>Writes a date as a string: <c>2026-03-01</c>.</summary>
    public void Write(DateOnly value)
    {
        var room = GetSpan(12);
        room[0] = (byte)'"';
        TwoDigits(room, 1, value.Year / 100);
        TwoDigits(room, 3, value.Year % 100);
        room[5] = (byte)'-';
        TwoDigits(room, 6, value.Month);
        room[8] = (byte)'-';
        TwoDigits(room, 9, value.Day);
        room[11] = (byte)'"';
        _position += 12;
    }

    private static void WriteTime(Span<byte> room, DateTime time)
    {
        time.Deconstruct(out DateOnly date, out TimeOnly clock);
        var (year, month, day) = date;
        var (hour, minute, second, millisecond) = clock;
        TwoDigits(room, 0, year / 100);
        TwoDigits(room, 2, year % 100);
        room[4] = (byte)'-';
        TwoDigits(room, 5, month);
        room[7] = (byte)'-';
        TwoDigits(room, 8, day);
        room[10] = (byte)'T';
        TwoDigits(room, 11, hour);
        room[13] = (byte)':';
        TwoDigits(room, 14, minute);
        room[16] = (byte)':';
        TwoDigits(room, 17, second);
        room[19] = (byte)'.';
        room[20] = (byte)('0' + (millisecond / 100));
        TwoDigits(room, 21, millisecond % 100);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoDigits(Span<byte> room, int at, int value)
    {
        room[at + 1] = (byte)('0' + (value % 10));
        room[at] = (byte)('0' + (value / 10));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteEscaped(ReadOnlySpan<char> value, int escape)
    {
        WriteRaw((byte)'"');
        while (escape >= 0)
        {
            WriteUtf8(value[..escape]);
            WriteEscape(value[escape]);
            value = value[(escape + 1)..];
            escape = value.IndexOfAny(Escaped);
        }

        WriteUtf8(value);
        WriteRaw((byte)'"');
    }

    private void WriteUtf8(ReadOnlySpan<char> value) => _position += Encoding.UTF8.GetBytes(value, GetSpan(value.Length * 3));

    private void WriteEscape(char value)
    {
        switch (value)
        {
            case '"':
                WriteRaw("\\\""u8);
                break;
            case '\\':
                WriteRaw("\\\\"u8);
                break;
            case '\b':
                WriteRaw("\\b"u8);
                break;
            case '\f':
                WriteRaw("\\f"u8);
                break;
            case '\n':
                WriteRaw("\\n"u8);
                break;
            case '\r':
                WriteRaw("\\r"u8);
                break;
            case '\t':
                WriteRaw("\\t"u8);
                break;
            default:
                WriteRaw("\\u00"u8);
                WriteRaw((byte)(value < 0x10 ? '0' : '1'));
                WriteRaw((byte)"0123456789abcdef"[value & 0xF]);
                break;
        }
    }
}
