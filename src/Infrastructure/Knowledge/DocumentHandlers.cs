using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Knowledge.Reading;
using Views = SmsPlatform.Application.Knowledge.Views;

namespace SmsPlatform.Infrastructure.Knowledge;

internal sealed class AddDocumentHandler(PlatformDbContext db, IndexSignal signal, IOptions<KnowledgeOptions> options, TimeProvider clock)
    : ICommandHandler<AddDocument, Views.Document>
{
    private const int FirstLineLength = 80;

    public async Task<Result<Views.Document>> Handle(AddDocument command, CancellationToken cancellationToken)
    {
        var input = command.Document;
        var content = input.File?.Content ?? (input.Text is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : []);
        if (content.Length > options.Value.MaxDocumentBytes)
        {
            return KnowledgeErrors.TooLarge(options.Value.MaxDocumentBytes);
        }

        var kind = KindOf(input);
        if (kind.IsFailure)
        {
            return kind.Error;
        }

        var chatbot = await db.Chatbots.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == command.ChatbotId, cancellationToken);
        if (chatbot is null)
        {
            return ChatbotsErrors.NotFound;
        }

        if (await db.Documents.CountAsync(each => each.ChatbotId == command.ChatbotId, cancellationToken) >= options.Value.MaxDocuments)
        {
            return KnowledgeErrors.TooManyDocuments;
        }

        var document = Document.Add(
            chatbot.WorkspaceId, chatbot.Id, TitleOf(input), kind.Value, input.Url?.Trim(), content.Length, clock.GetUtcNow());
        db.Add(document);
        if (kind.Value != DocumentKind.Web)
        {
            db.Add(new DocumentSource(document.Id, chatbot.WorkspaceId, content));
        }

        if (await db.TrySaveAsync(gone: null, broken: ChatbotsErrors.NotFound, cancellationToken) is { } error)
        {
            return error;
        }

        signal.DocumentsMayBeDue();
        return Shown.Of(document);
    }

    private Result<DocumentKind> KindOf(DocumentInput input)
    {
        if (input.Url is { } url)
        {
            return WebPages.IsAddress(url.Trim(), options.Value.AllowLoopback) ? DocumentKind.Web : KnowledgeErrors.AddressInvalid;
        }

        if (input.File is not { } file)
        {
            return input.Kind ?? DocumentKind.Text;
        }

        return DocumentKinds.Of(file.Name, file.MediaType, file.Content) is { } kind ? kind : KnowledgeErrors.KindUnknown;
    }

    private static string TitleOf(DocumentInput input)
    {
        var title = input.Title ?? input.File?.Name ?? input.Url ?? FirstLine(input.Text!);
        title = title.Replace('\0', ' ').Trim();
        return title.Length == 0 ? "Untitled" : title.Cut(Document.MaxTitleLength);
    }

    private static string FirstLine(string text)
    {
        var line = text.TrimStart().Split('\n', 2)[0].Trim('#', ' ', '\r');
        return line.Cut(FirstLineLength);
    }
}

internal sealed class ReindexDocumentHandler(PlatformDbContext db, ICaller caller, IndexSignal signal, TimeProvider clock)
    : ICommandHandler<ReindexDocument, Views.Document>
{
    public async Task<Result<Views.Document>> Handle(ReindexDocument command, CancellationToken cancellationToken)
    {
        var document = await db.Documents.Within(caller, command.ChatbotId).FirstOrDefaultAsync(each => each.Id == command.Id, cancellationToken);
        if (document is null)
        {
            return KnowledgeErrors.NotFound;
        }

        document.Reindex(clock.GetUtcNow());
        if (await db.TrySaveAsync(gone: KnowledgeErrors.NotFound, broken: null, cancellationToken) is { } error)
        {
            return error;
        }

        signal.DocumentsMayBeDue();
        return Shown.Of(document);
    }
}

internal sealed class DeleteDocumentHandler(PlatformDbContext db, ICaller caller) : ICommandHandler<DeleteDocument, Views.Document>
{
    public async Task<Result<Views.Document>> Handle(DeleteDocument command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Locked by a change of nothing, so that whoever is indexing it is waited for.
        await db.Documents.Where(each => each.Id == command.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(document => document.Progress, document => document.Progress), cancellationToken);
        var document = await db.Documents.AsNoTracking().Within(caller, command.ChatbotId)
            .FirstOrDefaultAsync(each => each.Id == command.Id, cancellationToken);
        if (document is null)
        {
            return KnowledgeErrors.NotFound;
        }

        var connection = (NpgsqlConnection)transaction.GetDbTransaction().Connection!;
        var store = new PassageStore(connection, document.WorkspaceId, document.ChatbotId);
        await store.LockAsync(null, cancellationToken);
        var passages = await store.ForgetOccurrencesAsync(document.Id, cancellationToken);
        await store.CountAsync(-await store.RemoveOrphansAsync(passages, cancellationToken), cancellationToken);
        await db.Documents.Where(each => each.Id == command.Id).ExecuteDeleteAsync(cancellationToken);
        await PassageStore.ForgetEmbeddingsAsync(connection, document.WorkspaceId, document.ChatbotId, document.Id, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Shown.Of(document);
    }
}

file static class Shown
{
    /// <summary>Those that the caller and the request are about.</summary>
    public static IQueryable<Document> Within(this IQueryable<Document> documents, ICaller caller, ChatbotId? chatbotId)
    {
        var only = caller.OnlyChatbot is { } id ? new ChatbotId(id) : (ChatbotId?)null;
        return documents.Where(document =>
            (only == null || document.ChatbotId == only) && (chatbotId == null || document.ChatbotId == chatbotId));
    }

    public static Views.Document Of(Document document) => new()
    {
        Id = document.Id.Value,
        ChatbotId = document.ChatbotId.Value,
        Title = document.Title,
        Kind = document.Kind,
        Url = document.Url,
        Size = document.Size,
        Status = document.Status,
        Progress = document.Progress,
        ErrorCode = document.ErrorCode,
        ErrorMessage = document.ErrorMessage,
        PassageCount = document.PassageCount,
        IndexedAt = document.IndexedAt,
        CreatedAt = document.CreatedAt,
        UpdatedAt = document.UpdatedAt,
    };
}
