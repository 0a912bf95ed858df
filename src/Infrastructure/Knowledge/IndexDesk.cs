using Npgsql;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <inheritdoc cref="IIndexDesk"/>
internal sealed class IndexDesk(NpgsqlDataSource database) : IIndexDesk
{
    public async Task<IReadOnlyList<DocumentLease>> ClaimAsync(
        int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        // The oldest of each chatbot before the second one of any, so that nobody waits behind a thousand documents of somebody else.
        await using var command = database.CreateCommand("""
            UPDATE knowledge.documents AS d
            SET status = 'indexing', progress = 0, index_lease_until = $2, index_fence = d.index_fence + 1,
                index_attempts = d.index_attempts + 1, updated_at = $1
            FROM (
                SELECT id
                FROM knowledge.documents
                WHERE id = ANY (ARRAY(
                        SELECT id
                        FROM (
                            SELECT id, index_due_at, row_number() OVER (PARTITION BY chatbot_id ORDER BY index_due_at) AS place
                            FROM knowledge.documents
                            WHERE index_due_at <= $1 AND (index_lease_until IS NULL OR index_lease_until <= $1)) AS waiting
                        ORDER BY place, index_due_at
                        LIMIT $3))
                    AND index_due_at <= $1 AND (index_lease_until IS NULL OR index_lease_until <= $1)
                FOR UPDATE SKIP LOCKED) AS due,
                chatbots.chatbots AS c
            WHERE d.id = due.id AND c.id = d.chatbot_id
            RETURNING d.id, d.index_fence, d.workspace_id, d.chatbot_id, d.title, d.kind, d.url, c.language, d.index_attempts
            """);
        command.Add(now).Add(leaseUntil).Add(limit);
        return await command.ReadAllAsync(
            row => new DocumentLease(
                new DocumentId(row.GetGuid(0)),
                row.GetInt64(1),
                new WorkspaceId(row.GetGuid(2)),
                new ChatbotId(row.GetGuid(3)),
                row.GetString(4),
                EnumText<DocumentKind>.Value(row.GetString(5)),
                row.IsDBNull(6) ? null : row.GetString(6),
                Languages.Of(row.GetString(7)),
                row.GetInt32(8)),
            cancellationToken);
    }

    public async Task<bool> ReportAsync(DocumentLease lease, int progress, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE knowledge.documents SET progress = $3, index_lease_until = $4
            WHERE id = $1 AND index_fence = $2 AND index_lease_until IS NOT NULL
            """);
        command.Add(lease.Id.Value).Add(lease.Fence).Add(progress).Add(leaseUntil);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<IndexedPassage>> FindUnembeddedAsync(
        DocumentLease lease, string model, IReadOnlyList<IndexedPassage> passages, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT given.place
            FROM unnest($4) WITH ORDINALITY AS given (hash, place)
            WHERE NOT EXISTS (
                SELECT FROM knowledge.embeddings AS e
                WHERE e.workspace_id = $1 AND e.chatbot_id = $2 AND e.model = $3 AND e.hash = given.hash)
            ORDER BY given.place
            """);
        command.Add(lease.WorkspaceId.Value).Add(lease.ChatbotId.Value).Add(model).Add(passages.Select(passage => passage.Hash).ToArray());
        return await command.ReadAllAsync(row => passages[(int)row.GetInt64(0) - 1], cancellationToken);
    }

    public async Task StoreEmbeddingsAsync(
        DocumentLease lease, string model, IReadOnlyList<IndexedPassage> passages, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO knowledge.embeddings (workspace_id, chatbot_id, model, hash, vector, sketch)
            SELECT $1, $2, $3, given.hash, given.vector, given.sketch
            FROM unnest($4, $5, $6) AS given (hash, vector, sketch)
            ON CONFLICT DO NOTHING
            """);
        command.Add(lease.WorkspaceId.Value).Add(lease.ChatbotId.Value).Add(model)
            .Add(passages.Select(passage => passage.Hash).ToArray())
            .Add(vectors.Select(vector => Vectors.ToBytes(vector)).ToArray())
            .Add(vectors.Select(vector => Vectors.Sketch(vector)).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task PublishAsync(
        DocumentLease lease,
        DocumentContent content,
        IReadOnlyList<IndexedPassage> passages,
        string? model,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await new Publication(connection, lease, model).RunAsync(content, passages, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task PostponeAsync(DocumentLease lease, Error reason, DateTimeOffset until, CancellationToken cancellationToken) =>
        EndAsync(lease, "pending", reason, until, cancellationToken);

    public async Task FailAsync(DocumentLease lease, Error reason, CancellationToken cancellationToken)
    {
        await EndAsync(lease, "failed", reason, null, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await PassageStore.ForgetEmbeddingsAsync(connection, lease.WorkspaceId, lease.ChatbotId, lease.Id, null, cancellationToken);
    }

    public async Task<int> RefreshAsync(string? model, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE knowledge.documents AS d
            SET status = 'pending', progress = 0, index_due_at = $1, index_attempts = 0, updated_at = $1
            FROM chatbots.chatbots AS c
            LEFT JOIN unnest($3, $4) AS spoken (tag, language) ON spoken.tag = lower(split_part(c.language, '-', 1))
            WHERE c.id = d.chatbot_id AND d.status = 'ready'
                AND (d.indexed_language <> coalesce(spoken.language, $5) OR ($2 IS NOT NULL AND d.indexed_model IS DISTINCT FROM $2))
            """);
        command.Add(now).AddNullable(model).Add(Languages.Table.Tags).Add(Languages.Table.Languages).Add(Languages.Simple);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EndAsync(DocumentLease lease, string status, Error reason, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE knowledge.documents
            SET status = $3, error_code = $4, error_message = left($5, 300), index_due_at = $6, index_lease_until = NULL
            WHERE id = $1 AND index_fence = $2
            """);
        command.Add(lease.Id.Value).Add(lease.Fence).Add(status).Add(reason.Code).Add(reason.Message).AddNullable(until);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
