using System.Diagnostics.CodeAnalysis;
using System.Xml;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary><c>UUID</c>: <c>5f2b7a0e-…</c>, with hyphens, in lower case when written.</summary>
internal sealed class UuidScalar() : FormattedScalar<Guid>(ScalarNames.UUID, null, "https://tools.ietf.org/html/rfc4122")
{
    protected override bool TryParse(string text, out Guid value) => Guid.TryParseExact(text, "D", out value);

    protected override void Write(ResultWriter output, Guid value) => output.Write(value);

    protected override bool TryConvert(object value, out Guid converted)
    {
        converted = default;
        return value is string text && Guid.TryParse(text, out converted);
    }
}

/// <summary><c>URL</c>: an absolute or relative address.</summary>
internal sealed class UrlScalar() : FormattedScalar<Uri>(ScalarNames.URL, null, "https://tools.ietf.org/html/rfc3986")
{
    protected override bool TryParse(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    protected override void Write(ResultWriter output, Uri value) =>
        output.WriteString(value.IsAbsoluteUri ? value.AbsoluteUri : value.ToString());

    protected override bool TryConvert(object value, [MaybeNullWhen(false)] out Uri converted)
    {
        converted = null;
        return value is string text && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out converted);
    }
}

/// <summary><c>TimeSpan</c>: a duration in ISO 8601, <c>PT5M</c>.</summary>
internal sealed class TimeSpanScalar() : FormattedScalar<TimeSpan>(
    ScalarNames.TimeSpan, "The `TimeSpan` scalar represents an ISO-8601 compliant duration type.", null)
{
    protected override bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        try
        {
            value = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            // XmlConvert offers no test for this, only the exception.
            return false;
        }
    }

    protected override void Write(ResultWriter output, TimeSpan value) => output.WriteString(XmlConvert.ToString(value));
}

/// <summary><c>ByteArray</c>: bytes in base64.</summary>
internal sealed class ByteArrayScalar() : FormattedScalar<byte[]>(
    ScalarNames.ByteArray, "The `ByteArray` scalar type represents bytes, written as base64.", null)
{
    protected override bool TryParse(string text, [MaybeNullWhen(false)] out byte[] value)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        value = Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
        return value is not null;
    }

    protected override void Write(ResultWriter output, byte[] value) => output.WriteString(Convert.ToBase64String(value));
}
