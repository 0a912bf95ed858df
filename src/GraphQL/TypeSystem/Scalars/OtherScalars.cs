using System.Diagnostics.CodeAnalysis;
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
