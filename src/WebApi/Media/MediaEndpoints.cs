using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.WebApi.Media;

/// <summary>Attachments that people sent, for whoever holds a signed link to one.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder routes) => routes
        .MapGet("/media/{messageId:guid}/{ordinal:int}", ReadAsync)
        .AllowAnonymous()
        .WithTags("Media")
        .WithName("ReadMedium")
        .WithSummary("Reads a stored attachment by a link that GraphQL gave.");

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ReadAsync(
        HttpContext context,
        Guid messageId,
        int ordinal,
        IMediator mediator,
        CancellationToken cancellationToken,
        long expires = 0,
        string signature = "")
    {
        var found = await mediator.Send(new ReadMedium(new MessageId(messageId), ordinal, expires, signature), cancellationToken);
        if (found.IsFailure)
        {
            return found.Error.ToProblem();
        }

        // A stranger chose the bytes, so a browser may show them as pictures and must make nothing else of them.
        var content = found.Value;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = "private, max-age=3600, immutable";
        return TypedResults.Stream(
            content.Bytes,
            content.ContentType,
            MediaType.IsPicture(content.ContentType) ? null : $"{messageId:N}-{ordinal}",
            entityTag: new EntityTagHeaderValue($"\"{content.Sha256}\""));
    }
}
