using System.Text;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.WebApi.Messaging;

/// <summary>The ledger of consent: what contacts said about being written to, in bulk and by hand.</summary>
internal static class ConsentEndpoints
{
    private const long MaxImportBytes = 8 * 1024 * 1024;

    private static readonly Error TooLarge = new("consent.too_large", "An import has at most 8 MiB.", ErrorKind.TooLarge);
    private static readonly Error NotUtf8 = Error.Validation("consent.not_utf8", "The lines are not in UTF-8.", "csv");

    public static void MapConsent(this IEndpointRouteBuilder routes)
    {
        var ledger = routes.MapGroup("/api/consent/{chatbotId}").WithTags("Consent").RequireAuthorization();
        ledger.MapGet("/entries.csv", ExportAsync).WithSummary("Exports a chatbot's ledger of consent, oldest entry first.");
        ledger.MapPost("/import", ImportAsync).WithSummary("Takes over lines of address,kind,created_at from elsewhere: all of them or none.");
        var conversations = routes.MapGroup("/api/conversations/{id}").WithTags("Consent").RequireAuthorization();
        conversations.MapPost("/opt-out", OptOutAsync).WithSummary("Enters that the contact does not want to be written to.");
        conversations.MapPost("/opt-in", OptInAsync).WithSummary("Enters that the contact wants to be written to again.");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        string chatbotId, IMediator mediator, CancellationToken cancellationToken)
    {
        var id = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (id.IsFailure)
        {
            return id.Error.ToProblem();
        }

        var exported = await mediator.Send(new ExportConsent(id.Value), cancellationToken);
        return exported.Match<Results<PushStreamHttpResult, ProblemHttpResult>>(
            lines => TypedResults.Stream(
                async stream =>
                {
                    await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\r\n" };
                    await foreach (var line in lines.WithCancellation(cancellationToken))
                    {
                        await writer.WriteLineAsync(line);
                    }
                },
                "text/csv; charset=utf-8",
                "consent.csv"),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<ImportedConsent>, ProblemHttpResult>> ImportAsync(
        string chatbotId, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var id = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (id.IsFailure)
        {
            return id.Error.ToProblem();
        }

        var csv = await ReadAsync(request, cancellationToken);
        if (csv.IsFailure)
        {
            return csv.Error.ToProblem();
        }

        var imported = await mediator.Send(new ImportConsent(id.Value, csv.Value), cancellationToken);
        return imported.Match<Results<Ok<ImportedConsent>, ProblemHttpResult>>(done => TypedResults.Ok(done), error => error.ToProblem());
    }

    private static Task<Results<NoContent, ProblemHttpResult>> OptOutAsync(string id, IMediator mediator, CancellationToken cancellationToken) =>
        SetAsync(id, ConsentKind.OptOut, mediator, cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> OptInAsync(string id, IMediator mediator, CancellationToken cancellationToken) =>
        SetAsync(id, ConsentKind.OptIn, mediator, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        string id, ConsentKind kind, IMediator mediator, CancellationToken cancellationToken)
    {
        var conversation = Ids.Parse<ConversationId>(id);
        if (conversation.IsFailure)
        {
            return conversation.Error.ToProblem();
        }

        var set = await mediator.Send(new SetConsent(conversation.Value, kind), cancellationToken);
        return set.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }

    private static async Task<Result<string>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > MaxImportBytes)
            {
                return TooLarge;
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(body.GetBuffer(), 0, (int)body.Length);
        }
        catch (DecoderFallbackException)
        {
            return NotUtf8;
        }
    }
}
