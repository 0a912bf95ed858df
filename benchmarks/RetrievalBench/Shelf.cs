using System.Security.Cryptography;
using Npgsql;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Knowledge;

namespace SmsPlatform.RetrievalBench;

/// <summary>A chatbot's documents, put into the index the way the platform's worker does it.</summary>
internal sealed class Shelf(NpgsqlDataSource database, WorkspaceId workspaceId, ChatbotId chatbotId)
{
    private const int Batch = 2000;
    private readonly IndexDesk _desk = new(database);

    public WorkspaceId WorkspaceId => workspaceId;

    public ChatbotId ChatbotId => chatbotId;

    public async Task AddAsync(string title, IReadOnlyList<Chunk> chunks, IEmbedder? embedder, Func<Chunk, string> textOf)
    {
        var now = DateTimeOffset.UtcNow;
        var lease = new DocumentLease(DocumentId.New(now), 1, workspaceId, chatbotId, title, DocumentKind.Text, null, Languages.English, 1);
        await InsertAsync(lease);
        var passages = chunks.Select(chunk => new IndexedPassage(chunk, chunk.Hash(lease.Language))).DistinctBy(passage => Convert.ToHexString(passage.Hash)).ToList();
        if (embedder?.Model is { } model)
        {
            foreach (var batch in passages.Chunk(Batch))
            {
                var vectors = await embedder.EmbedAsync([.. batch.Select(passage => textOf(passage.Chunk))], CancellationToken.None);
                await _desk.StoreEmbeddingsAsync(lease, model, batch, vectors.Value, CancellationToken.None);
            }
        }

        await _desk.PublishAsync(
            lease, new DocumentContent([], SHA256.HashData([]), 0, null), passages, embedder?.Model, now, CancellationToken.None);
    }

    private async Task InsertAsync(DocumentLease lease)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO knowledge.documents (id, workspace_id, chatbot_id, title, kind, size, status, progress, passage_count,
                created_at, updated_at, index_due_at, index_lease_until, index_fence, index_attempts)
            VALUES ($1, $2, $3, $4, 'text', 0, 'indexing', 0, 0, now(), now(), now(), now() + interval '1 hour', 1, 1)
            """,
            connection);
        foreach (var value in new object[] { lease.Id.Value, workspaceId.Value, chatbotId.Value, lease.Title })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
