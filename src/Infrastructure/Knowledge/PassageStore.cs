using Npgsql;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Keeps a chatbot's passages and what is counted of them in step, within a transaction.</summary>
/// <remarks>Whoever changes passages locks the document first and then the base, always in this order.</remarks>
internal sealed class PassageStore(NpgsqlConnection connection, WorkspaceId workspaceId, ChatbotId chatbotId)
{
    // A large document takes longer than what people wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { CommandTimeout = (int)Patience.TotalSeconds };

    /// <summary>Locks the chatbot's passages, and makes the base if there is none.</summary>
    /// <param name="language">What questions are read in from now on; null to leave it.</param>
    /// <returns>The revision of what is about to change.</returns>
    public async Task<long> LockAsync(string? language, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            INSERT INTO knowledge.bases AS b (chatbot_id, workspace_id, language, passages, revision)
            VALUES ($2, $1, coalesce($3, 'simple'), 0, 1)
            ON CONFLICT (chatbot_id) DO UPDATE SET revision = b.revision + 1, language = coalesce($3, b.language)
            RETURNING revision
            """);
        command.AddNullable(language);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Counts the words of the passages that came with a revision.</summary>
    public async Task CountTermsAsync(long revision, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            INSERT INTO knowledge.terms AS t (chatbot_id, workspace_id, lexeme, passages)
            SELECT $2, $1, word.lexeme, count(*)
            FROM knowledge.passages AS p CROSS JOIN LATERAL unnest(tsvector_to_array(p.words)) AS word (lexeme)
            WHERE p.workspace_id = $1 AND p.chatbot_id = $2 AND p.revision = $3
            GROUP BY word.lexeme
            ON CONFLICT (chatbot_id, lexeme) DO UPDATE SET passages = t.passages + excluded.passages
            """);
        await command.Add(revision).ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>The passages the document held.</returns>
    public async Task<Guid[]> ForgetOccurrencesAsync(DocumentId documentId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "DELETE FROM knowledge.occurrences AS o USING knowledge.documents AS d WHERE d.id = o.document_id AND d.workspace_id = $1 AND d.chatbot_id = $2 AND d.id = $3 RETURNING o.passage_id");
        command.Add(documentId.Value);
        return [.. await command.ReadAllAsync(row => row.GetGuid(0), cancellationToken)];
    }

    /// <summary>Removes those passages that no document holds any more, and takes their words off the counts.</summary>
    public async Task<int> RemoveOrphansAsync(Guid[] candidates, CancellationToken cancellationToken)
    {
        if (candidates.Length == 0)
        {
            return 0;
        }

        await using var command = Command("""
            WITH gone AS (
                DELETE FROM knowledge.passages AS p
                WHERE p.workspace_id = $1 AND p.chatbot_id = $2 AND p.id = ANY ($3)
                    AND NOT EXISTS (SELECT FROM knowledge.occurrences AS o WHERE o.passage_id = p.id)
                RETURNING p.words),
            counted AS (
                SELECT word.lexeme, count(*) AS passages
                FROM gone CROSS JOIN LATERAL unnest(tsvector_to_array(gone.words)) AS word (lexeme)
                GROUP BY word.lexeme),
            taken AS (
                UPDATE knowledge.terms AS t SET passages = t.passages - counted.passages
                FROM counted
                WHERE t.chatbot_id = $2 AND t.workspace_id = $1 AND t.lexeme = counted.lexeme)
            SELECT count(*)::int FROM gone
            """);
        return (int)(await command.Add(candidates).ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task CountAsync(int difference, CancellationToken cancellationToken)
    {
        await using var command = Command("UPDATE knowledge.bases SET passages = passages + $3 WHERE workspace_id = $1 AND chatbot_id = $2");
        await command.Add(difference).ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Removes vectors of no passage, and those of another model than <paramref name="model"/>, unless it is null. Not while other
    /// documents are on their way: their vectors are there before their passages.
    /// </summary>
    public static async Task ForgetEmbeddingsAsync(
        NpgsqlConnection connection,
        WorkspaceId workspaceId,
        ChatbotId chatbotId,
        DocumentId except,
        string? model,
        CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            DELETE FROM knowledge.embeddings AS e
            WHERE e.workspace_id = $1 AND e.chatbot_id = $2
                AND (e.model <> $4
                    OR NOT EXISTS (SELECT FROM knowledge.passages AS p WHERE p.chatbot_id = $2 AND p.hash = e.hash))
                AND NOT EXISTS (
                    SELECT FROM knowledge.documents AS d
                    WHERE d.chatbot_id = $2 AND d.workspace_id = $1 AND d.id <> $3 AND d.status IN ('pending', 'indexing'))
            """);
        command.Add(workspaceId.Value).Add(chatbotId.Value).Add(except.Value).AddNullable(model);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql) => Command(connection, sql).Add(workspaceId.Value).Add(chatbotId.Value);
}
