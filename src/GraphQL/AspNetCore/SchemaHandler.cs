using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Answers with the schema as SDL.</summary>
internal sealed class SchemaHandler
{
    private volatile Printed? _printed;

    /// <summary>Sends the schema, or 304 when the client has it.</summary>
    public async Task HandleAsync(HttpContext context, GraphQLBackend backend)
    {
        var (_, text, tag) = _printed is { } printed && printed.Source == backend.PrintSchema ? printed : Print(backend.PrintSchema);
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";

        if (context.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers.ContentType = ResponseHeaders.Schema;
        headers.ContentLength = text.Length;
        headers.ContentDisposition = "attachment; filename=\"schema.graphql\"";

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(text);
        }
    }

    private Printed Print(Func<string> source)
    {
        var text = Encoding.UTF8.GetBytes(source());
        var printed = new Printed(source, text, $"\"{Convert.ToHexStringLower(SHA256.HashData(text))}\"");
        _printed = printed;
        return printed;
    }

    private sealed record Printed(Func<string> Source, byte[] Text, string Tag);
}
