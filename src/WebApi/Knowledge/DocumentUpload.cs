using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.WebApi.Knowledge;

/// <summary>Reads a document to add from a request: JSON, or a form with a file.</summary>
/// <remarks>In memory, up to what a document may hold: nothing is written to a disk that may be read-only.</remarks>
internal static class DocumentUpload
{
    // Beyond the source itself: JSON spells some characters with six, and forms have borders.
    private const int Overhead = 6;
    private const int MaxFieldLength = 4000;

    public static async Task<Result<DocumentInput>> ReadAsync(HttpContext context, KnowledgeOptions options, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = (long)options.MaxDocumentBytes * Overhead;
        }

        return MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and < 200 } boundary
                ? await ReadFormAsync(new MultipartReader(boundary, context.Request.Body), options, cancellationToken)
                : await ReadJsonAsync(context.Request, cancellationToken);
    }

    private static async Task<Result<DocumentInput>> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var body = await request.ReadFromJsonAsync<AddDocumentRequest>(cancellationToken) ?? new AddDocumentRequest();
            return InputOf(body.Title, body.Text, body.Kind, body.Url, file: null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return KnowledgeErrors.SourceMissing;
        }
    }

    private static async Task<Result<DocumentInput>> ReadFormAsync(MultipartReader form, KnowledgeOptions options, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>();
        DocumentFile? file = null;
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                {
                    continue;
                }

                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
                var most = fileName is null && name != "text" ? MaxFieldLength : options.MaxDocumentBytes;
                if (await ReadAsync(section.Body, most, cancellationToken) is not { } content)
                {
                    return KnowledgeErrors.TooLarge(options.MaxDocumentBytes);
                }

                if (fileName is not null)
                {
                    file = new DocumentFile(Path.GetFileName(fileName.Replace('\\', '/')), section.ContentType, content);
                }
                else
                {
                    fields[name] = Encoding.UTF8.GetString(content);
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && exception is not BadHttpRequestException)
        {
            return KnowledgeErrors.SourceMissing;
        }

        return InputOf(fields.GetValueOrDefault("title"), fields.GetValueOrDefault("text"), fields.GetValueOrDefault("kind"), fields.GetValueOrDefault("url"), file);
    }

    private static Result<DocumentInput> InputOf(string? title, string? text, string? kind, string? url, DocumentFile? file)
    {
        if (string.IsNullOrEmpty(kind))
        {
            return new DocumentInput(title, text, null, url, file);
        }

        // Only names: a number would parse as well.
        return char.IsAsciiLetter(kind[0]) && Enum.TryParse<DocumentKind>(kind, ignoreCase: true, out var known)
            ? new DocumentInput(title, text, known, url, file)
            : KnowledgeErrors.KindUnknown;
    }

    /// <returns>Null when it is longer than it may be.</returns>
    private static async Task<byte[]?> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (content.Length + read > most)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
