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

    /// <summary>
    /// Writes a point in time as a string: <c>2026-03-01T12:00:00.123Z</c>, with <c>+01:00</c> for another offset, and as many digits of a second
    /// as it has.
    /// </summary>
    public void Write(DateTimeOffset value)
    {
        var room = GetSpan(36);
        room[0] = (byte)'"';
        var end = WriteTime(room, value.DateTime);

        if (value.Offset == TimeSpan.Zero)
        {
            room[end++] = (byte)'Z';
        }
        else
        {
            var minutes = (int)value.Offset.TotalMinutes;
            room[end] = minutes < 0 ? (byte)'-' : (byte)'+';
            minutes = Math.Abs(minutes);
            TwoDigits(room, end + 1, minutes / 60);
            room[end + 3] = (byte)':';
            TwoDigits(room, end + 4, minutes % 60);
            end += 6;
        }

        room[end] = (byte)'"';
        _position += end + 1;
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

    // Behind the quote; returns where it ends.
    private static int WriteTime(Span<byte> room, DateTime time)
    {
        time.Deconstruct(out DateOnly date, out TimeOnly clock);
        var (year, month, day) = date;
        TwoDigits(room, 1, year / 100);
        TwoDigits(room, 3, year % 100);
        room[5] = (byte)'-';
        TwoDigits(room, 6, month);
        room[8] = (byte)'-';
        TwoDigits(room, 9, day);
        room[11] = (byte)'T';
        TwoDigits(room, 12, clock.Hour);
        room[14] = (byte)':';
        TwoDigits(room, 15, clock.Minute);
        room[17] = (byte)':';
        TwoDigits(room, 18, clock.Second);

        var fraction = (int)(clock.Ticks % TimeSpan.TicksPerSecond);
        if (fraction == 0)
        {
            return 20;
        }

        room[20] = (byte)'.';
        var digits = 7;
        for (; fraction % 10 == 0; digits--)
        {
            fraction /= 10;
        }

        for (var i = digits; i > 0; i--)
        {
            room[20 + i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        return 21 + digits;
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
