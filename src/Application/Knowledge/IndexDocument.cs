using Microsoft.Extensions.Options;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Claims documents that are due to be indexed.</summary>
public sealed record ClaimDueDocuments(int Limit) : ICommand<IReadOnlyList<DocumentLease>>, ISystemRequest;

/// <summary>
/// Indexes one document: its passages replace the ones before at once, or it is told why there are none. Begun anew wherever it was
/// interrupted, but for the embeddings it has already paid for.
/// </summary>
public sealed record IndexDocument(DocumentLease Lease) : ICommand<Done>, ISystemRequest;

/// <summary>Makes documents due whose passages were made for another language or embedding model than is set now.</summary>
public sealed record RefreshIndexes : ICommand<int>, ISystemRequest;

/// <summary>The right to index a document until the lease ends; the fence voids it when somebody else took over.</summary>
/// <param name="Language">The one to index it in, as PostgreSQL names it.</param>
/// <param name="Attempt">From 1: claims since indexing was asked for.</param>
public sealed record DocumentLease(
    DocumentId Id,
    long Fence,
    WorkspaceId WorkspaceId,
    ChatbotId ChatbotId,
    string Title,
    DocumentKind Kind,
    string? Url,
    string Language,
    int Attempt);

/// <summary>A passage as it goes into the index.</summary>
/// <param name="Hash">Names it within its chatbot: the same passage of two documents is kept, embedded and found once.</param>
public sealed record IndexedPassage(Chunk Chunk, byte[] Hash);

/// <summary>Where documents are claimed and their passages are filed.</summary>
public interface IIndexDesk
{
    Task<IReadOnlyList<DocumentLease>> ClaimAsync(int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Tells how far it is, and keeps the lease.</summary>
    /// <returns>False when the lease is void.</returns>
    Task<bool> ReportAsync(DocumentLease lease, int progress, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Those of the passages that the chatbot has no embedding of.</summary>
    Task<IReadOnlyList<IndexedPassage>> FindUnembeddedAsync(
        DocumentLease lease, string model, IReadOnlyList<IndexedPassage> passages, CancellationToken cancellationToken);

    Task StoreEmbeddingsAsync(
        DocumentLease lease, string model, IReadOnlyList<IndexedPassage> passages, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken);

    /// <summary>In one transaction: the passages replace the document's earlier ones, and the lease ends. Changes nothing when it is void.</summary>
    /// <param name="model">The embedding model; null without one.</param>
    Task PublishAsync(
        DocumentLease lease,
        DocumentContent content,
        IReadOnlyList<IndexedPassage> passages,
        string? model,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    Task PostponeAsync(DocumentLease lease, Error reason, DateTimeOffset until, CancellationToken cancellationToken);

    Task FailAsync(DocumentLease lease, Error reason, CancellationToken cancellationToken);

    /// <returns>How many documents became due.</returns>
    Task<int> RefreshAsync(string? model, DateTimeOffset now, CancellationToken cancellationToken);
}

internal static class Indexing
{
    /// <summary>Longer than any step between two reports.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(3);

    private const int MaxAttempts = 6;

    /// <summary>Whoever claims a document this often without an outcome is brought down by it.</summary>
    public static bool IsHopeless(DocumentLease lease) => lease.Attempt > MaxAttempts;

    /// <summary>When a document that could not be read is tried again; null: never.</summary>
    public static DateTimeOffset? NextTry(Error reason, DocumentLease lease, DateTimeOffset now) =>
        reason.Kind == ErrorKind.Unavailable && lease.Attempt < MaxAttempts
            ? now + TimeSpan.FromSeconds(10 * Math.Pow(3, Math.Max(0, lease.Attempt - 1)))
            : null;
}

internal sealed class ClaimDueDocumentsHandler(IIndexDesk desk, TimeProvider clock) : ICommandHandler<ClaimDueDocuments, IReadOnlyList<DocumentLease>>
{
    public async Task<Result<IReadOnlyList<DocumentLease>>> Handle(ClaimDueDocuments command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Result<IReadOnlyList<DocumentLease>>.Success(
            await desk.ClaimAsync(command.Limit, now, now + Indexing.LeaseTime, cancellationToken));
    }
}

internal sealed class RefreshIndexesHandler(IIndexDesk desk, IEmbedder embedder, TimeProvider clock) : ICommandHandler<RefreshIndexes, int>
{
    public async Task<Result<int>> Handle(RefreshIndexes command, CancellationToken cancellationToken) =>
        await desk.RefreshAsync(embedder.Model, clock.GetUtcNow(), cancellationToken);
}

internal sealed class IndexDocumentHandler(
    IIndexDesk desk,
    IDocumentSources sources,
    IEmbedder embedder,
    IOptions<KnowledgeOptions> options,
    TimeProvider clock) : ICommandHandler<IndexDocument, Done>
{
    private const int ProgressWhenRead = 20;
    private const int ProgressWhenEmbedded = 90;

    public async Task<Result<Done>> Handle(IndexDocument command, CancellationToken cancellationToken)
    {
        var lease = command.Lease;
        var indexed = Indexing.IsHopeless(lease) ? KnowledgeErrors.Damaged : await IndexAsync(lease, cancellationToken);
        if (indexed.IsSuccess)
        {
            return Done.Value;
        }

        var now = clock.GetUtcNow();
        if (Indexing.NextTry(indexed.Error, lease, now) is { } next)
        {
            await desk.PostponeAsync(lease, indexed.Error, next, cancellationToken);
        }
        else
        {
            await desk.FailAsync(lease, indexed.Error, cancellationToken);
        }

        return Done.Value;
    }

    private async Task<Result<Done>> IndexAsync(DocumentLease lease, CancellationToken cancellationToken)
    {
        var content = await sources.ReadAsync(lease, cancellationToken);
        if (content.IsFailure)
        {
            return content.Error;
        }

        var chunks = Chunker.Cut(content.Value.Blocks, options.Value.MaxPassages);
        if (chunks.IsFailure)
        {
            return chunks.Error;
        }

        var passages = Distinct(chunks.Value, lease.Language);
        if (!await desk.ReportAsync(lease, ProgressWhenRead, clock.GetUtcNow() + Indexing.LeaseTime, cancellationToken))
        {
            return Done.Value;
        }

        var model = embedder.Model;
        if (model is not null)
        {
            var embedded = await EmbedAsync(lease, model, passages, cancellationToken);
            if (embedded.IsFailure || !embedded.Value)
            {
                return embedded.IsFailure ? embedded.Error : Done.Value;
            }
        }

        await desk.PublishAsync(lease, content.Value, passages, model, clock.GetUtcNow(), cancellationToken);
        return Done.Value;
    }

    /// <returns>False when the lease is void.</returns>
    private async Task<Result<bool>> EmbedAsync(
        DocumentLease lease, string model, IReadOnlyList<IndexedPassage> passages, CancellationToken cancellationToken)
    {
        var missing = await desk.FindUnembeddedAsync(lease, model, passages, cancellationToken);
        var done = 0;
        foreach (var batch in missing.Chunk(IEmbedder.MaxBatch))
        {
            var vectors = await embedder.EmbedAsync([.. batch.Select(passage => TextOf(passage.Chunk))], cancellationToken);
            if (vectors.IsFailure)
            {
                return vectors.Error;
            }

            await desk.StoreEmbeddingsAsync(lease, model, batch, vectors.Value, cancellationToken);
            done += batch.Length;
            var progress = ProgressWhenRead + ((ProgressWhenEmbedded - ProgressWhenRead) * done / missing.Count);
            if (!await desk.ReportAsync(lease, progress, clock.GetUtcNow() + Indexing.LeaseTime, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static string TextOf(Chunk chunk) => chunk.Heading.Length == 0 ? chunk.Text : $"{chunk.Heading}\n{chunk.Text}";

    private static List<IndexedPassage> Distinct(IReadOnlyList<Chunk> chunks, string language)
    {
        var seen = new HashSet<string>();
        var passages = new List<IndexedPassage>(chunks.Count);
        foreach (var chunk in chunks)
        {
            var hash = chunk.Hash(language);
            if (seen.Add(Convert.ToHexString(hash)))
            {
                passages.Add(new IndexedPassage(chunk, hash));
            }
        }

        return passages;
    }
}
