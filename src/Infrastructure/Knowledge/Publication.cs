using Npgsql;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Puts a document's passages in place of its earlier ones, within the transaction it is given.</summary>
internal sealed class Publication(NpgsqlConnection connection, DocumentLease lease, string? model)
{
    private const int BatchSize = 1000;

    public async Task RunAsync(
        DocumentContent content, IReadOnlyList<IndexedPassage> passages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await LockDocumentAsync(cancellationToken) is not { } earlierModel)
        {
            return;
        }

        var store = new PassageStore(connection, lease.WorkspaceId, lease.ChatbotId);
        var revision = await store.LockAsync(lease.Language, cancellationToken);
        var added = 0;
        foreach (var batch in passages.Chunk(BatchSize))
        {
            added += await AddAsync(batch, TitleOf(content), revision, now, cancellationToken);
        }

        await store.CountTermsAsync(revision, cancellationToken);
        var earlier = await store.ForgetOccurrencesAsync(lease.Id, cancellationToken);
        await PlaceAsync(passages, cancellationToken);
        var removed = await store.RemoveOrphansAsync(earlier, cancellationToken);
        await store.CountAsync(added - removed, cancellationToken);
        if (model is not null && model != earlierModel)
        {
            await TellOfNewVectorsAsync(revision, cancellationToken);
        }

        await FinishAsync(content, passages.Count, now, cancellationToken);
        await PassageStore.ForgetEmbeddingsAsync(connection, lease.WorkspaceId, lease.ChatbotId, lease.Id, model, cancellationToken);
    }

    /// <returns>The model of its earlier passages, empty for none; null when the lease is void.</returns>
    private async Task<string?> LockDocumentAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(
            "SELECT coalesce(indexed_model, '') FROM knowledge.documents WHERE id = $1 AND index_fence = $2 AND index_lease_until IS NOT NULL FOR UPDATE");
        command.Add(lease.Id.Value).Add(lease.Fence);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<int> AddAsync(IndexedPassage[] batch, string title, long revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            INSERT INTO knowledge.passages (id, workspace_id, chatbot_id, hash, heading, text, tokens, revision, words)
            SELECT given.id, $1, $2, given.hash, given.heading, given.text, given.tokens, $8,
                setweight(to_tsvector($9::regconfig, public.unaccent($10 || ' ' || given.heading)), 'A')
                || setweight(to_tsvector($9::regconfig, public.unaccent(given.text)), 'D')
            FROM unnest($3, $4, $5, $6, $7) AS given (id, hash, heading, text, tokens)
            ON CONFLICT (chatbot_id, hash) DO NOTHING
            """);
        command.Add(lease.WorkspaceId.Value).Add(lease.ChatbotId.Value)
            .Add(batch.Select(_ => PassageId.New(now).Value).ToArray())
            .Add(batch.Select(passage => passage.Hash).ToArray())
            .Add(batch.Select(passage => passage.Chunk.Heading).ToArray())
            .Add(batch.Select(passage => passage.Chunk.Text).ToArray())
            .Add(batch.Select(passage => passage.Chunk.Tokens).ToArray())
            .Add(revision).Add(lease.Language).Add(title);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task PlaceAsync(IReadOnlyList<IndexedPassage> passages, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            INSERT INTO knowledge.occurrences (document_id, ordinal, passage_id, workspace_id)
            SELECT $3, given.place - 1, p.id, $1
            FROM unnest($4) WITH ORDINALITY AS given (hash, place)
            JOIN knowledge.passages AS p ON p.workspace_id = $1 AND p.chatbot_id = $2 AND p.hash = given.hash
            """);
        command.Add(lease.WorkspaceId.Value).Add(lease.ChatbotId.Value).Add(lease.Id.Value).Add(passages.Select(passage => passage.Hash).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Passages that were there before have vectors of another model now; nodes read anew what carries this revision.
    private async Task TellOfNewVectorsAsync(long revision, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            UPDATE knowledge.passages AS p SET revision = $3
            FROM knowledge.occurrences AS o
            WHERE o.document_id = $1 AND p.id = o.passage_id AND p.workspace_id = $2 AND p.revision < $3
            """);
        command.Add(lease.Id.Value).Add(lease.WorkspaceId.Value).Add(revision);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task FinishAsync(DocumentContent content, int passages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            UPDATE knowledge.documents
            SET status = 'ready', title = $8, progress = 100, error_code = NULL, error_message = NULL, passage_count = $2, content_hash = $3, size = $4,
                indexed_language = $5, indexed_model = $6, indexed_at = $7, updated_at = $7,
                index_due_at = NULL, index_lease_until = NULL, index_attempts = 0
            WHERE id = $1
            """);
        command.Add(lease.Id.Value).Add(passages).Add(content.Hash).Add(content.Size).Add(lease.Language).AddNullable(model).Add(now).Add(TitleOf(content));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A page that was given no title is called what it calls itself, which goes into the index of each of its passages.
    private string TitleOf(DocumentContent content) =>
        lease.Title == lease.Url && !string.IsNullOrWhiteSpace(content.Title)
            ? content.Title.Replace('\0', ' ').Cut(Document.MaxTitleLength)
            : lease.Title;

    private NpgsqlCommand Command(string sql) => PassageStore.Command(connection, sql);
}
