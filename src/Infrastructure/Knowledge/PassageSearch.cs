using System.Globalization;
using System.Text;
using Npgsql;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>The statements by which passages are found. Each names the workspace and the chatbot itself.</summary>
internal sealed class PassageSearch(NpgsqlDataSource database)
{
    /// <summary>How many passages are ranked at most: those with the rarest words of the question.</summary>
    private const int MaxRanked = 1500;

    public async Task<BaseFacts?> FindBaseAsync(WorkspaceId workspaceId, ChatbotId chatbotId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "SELECT revision, passages, language FROM knowledge.bases WHERE workspace_id = $1 AND chatbot_id = $2", workspaceId, chatbotId);
        var found = await command.ReadAllAsync(row => new BaseFacts(row.GetInt64(0), row.GetInt32(1), row.GetString(2)), cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>What the index makes of words, and in how many passages that is.</summary>
    /// <returns>By the word's place; a word that only makes sentences has no lexeme.</returns>
    public async Task<ILookup<int, (string Lexeme, int Passages)>> LookUpAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string language, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            SELECT given.place::int, word.lexeme, coalesce(t.passages, 0)
            FROM unnest($4) WITH ORDINALITY AS given (word, place)
            CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector($3::regconfig, public.unaccent(given.word)))) AS word (lexeme)
            LEFT JOIN knowledge.terms AS t ON t.workspace_id = $1 AND t.chatbot_id = $2 AND t.lexeme = word.lexeme
            """,
            workspaceId,
            chatbotId);
        command.Add(language).Add(words.ToArray());
        var rows = await command.ReadAllAsync(row => (Place: row.GetInt32(0), Lexeme: row.GetString(1), Passages: row.GetInt32(2)), cancellationToken);
        return rows.ToLookup(row => row.Place - 1, row => (row.Lexeme, row.Passages));
    }

    /// <summary>The passages that speak of most of the terms, by their weights.</summary>
    public async Task<IReadOnlyList<(Guid Id, double Score)>> FindByWordsAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, IReadOnlyList<QuestionTerm> terms, int limit, CancellationToken cancellationToken)
    {
        var known = terms.Where(term => term.Passages > 0).OrderBy(term => term.Passages).ToList();
        if (known.Count == 0)
        {
            return [];
        }

        await using var command = Command(
            """
            WITH candidate AS MATERIALIZED (
                SELECT id, words
                FROM knowledge.passages
                WHERE workspace_id = $1 AND chatbot_id = $2 AND words @@ $3::tsquery
                LIMIT $4)
            SELECT c.id, s.score + 0.01 * ts_rank(c.words, $5::tsquery, 1) AS score
            FROM candidate AS c
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(term.weight), 0) AS score
                FROM unnest($6::tsquery[], $7) AS term (query, weight)
                WHERE c.words @@ term.query) AS s
            ORDER BY score DESC, c.id
            LIMIT $8
            """,
            workspaceId,
            chatbotId);
        command.Add(Narrowing(known)).Add(MaxRanked).Add(AnyOf(known)).Add(known.Select(AnyOf).ToArray()).Add(known.Select(term => term.Weight).ToArray()).Add(limit);
        return await command.ReadAllAsync(row => (row.GetGuid(0), row.GetDouble(1)), cancellationToken);
    }

    /// <summary>The passages themselves, each in the first document that holds it.</summary>
    public async Task<IReadOnlyList<FoundPassage>> LoadAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            SELECT p.id, d.id, d.title, p.heading, p.text
            FROM knowledge.passages AS p
            CROSS JOIN LATERAL (
                SELECT document_id FROM knowledge.occurrences WHERE passage_id = p.id ORDER BY document_id LIMIT 1) AS o
            JOIN knowledge.documents AS d ON d.id = o.document_id
            WHERE p.workspace_id = $1 AND p.chatbot_id = $2 AND p.id = ANY ($3)
            """,
            workspaceId,
            chatbotId);
        command.Add(ids.ToArray());
        return await command.ReadAllAsync(
            row => new FoundPassage(
                new PassageId(row.GetGuid(0)), new DocumentId(row.GetGuid(1)), row.GetString(2), row.GetString(3), row.GetString(4)),
            cancellationToken);
    }

    /// <summary>What the index makes of each text.</summary>
    public async Task<IReadOnlyList<IReadOnlySet<string>>> ReadWordsAsync(
        string language, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT tsvector_to_array(to_tsvector($1::regconfig, public.unaccent(given.text)))
            FROM unnest($2) WITH ORDINALITY AS given (text, place)
            ORDER BY given.place
            """);
        command.Add(language).Add(texts.ToArray());
        return await command.ReadAllAsync(row => (IReadOnlySet<string>)row.GetFieldValue<string[]>(0).ToHashSet(), cancellationToken);
    }

    /// <summary>The exact likeness of passages and a question.</summary>
    public async Task<IReadOnlyList<(Guid Id, double Cosine)>> CompareAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string model, float[] question, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            SELECT p.id, e.vector
            FROM knowledge.passages AS p
            JOIN knowledge.embeddings AS e ON e.workspace_id = $1 AND e.chatbot_id = $2 AND e.model = $3 AND e.hash = p.hash
            WHERE p.workspace_id = $1 AND p.chatbot_id = $2 AND p.id = ANY ($4)
            """,
            workspaceId,
            chatbotId);
        command.Add(model).Add(ids.ToArray());
        return await command.ReadAllAsync(
            row => (row.GetGuid(0), (double)Vectors.Cosine(question, row.GetFieldValue<byte[]>(1))), cancellationToken);
    }

    /// <summary>The sketches of passages that came after a revision.</summary>
    public async Task ReadSketchesAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string model, long after, Action<Guid, byte[]> read, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            SELECT p.id, e.sketch
            FROM knowledge.passages AS p
            JOIN knowledge.embeddings AS e ON e.workspace_id = $1 AND e.chatbot_id = $2 AND e.model = $3 AND e.hash = p.hash
            WHERE p.workspace_id = $1 AND p.chatbot_id = $2 AND p.revision > $4
            """,
            workspaceId,
            chatbotId);
        command.CommandTimeout = 60;
        command.Add(model).Add(after);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            read(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1));
        }
    }

    // The rarest words decide what is looked at, as many of them as bring no more than can be ranked. When even the rarest one
    // is everywhere, it has to come with another.
    private static string Narrowing(List<QuestionTerm> byRarity)
    {
        var taken = 1;
        for (var sum = (long)byRarity[0].Passages; taken < byRarity.Count && sum + byRarity[taken].Passages <= MaxRanked; taken++)
        {
            sum += byRarity[taken].Passages;
        }

        if (byRarity[0].Passages <= MaxRanked || byRarity.Count == 1)
        {
            return AnyOf(byRarity.Take(taken));
        }

        var rarest = byRarity.Take(3).Select(AnyOf).ToList();
        return string.Join(" | ", rarest.SelectMany((first, i) => rarest.Skip(i + 1).Select(second => $"(({first}) & ({second}))")));
    }

    private static string AnyOf(IEnumerable<QuestionTerm> terms) => string.Join(" | ", terms.Select(AnyOf));

    private static string AnyOf(QuestionTerm term) => string.Join(" | ", term.Lexemes.Select(Quote));

    private static string Quote(string lexeme)
    {
        var quoted = new StringBuilder(lexeme.Length + 2).Append('\'');
        foreach (var character in lexeme)
        {
            quoted.Append(character is '\'' or '\\' ? string.Create(CultureInfo.InvariantCulture, $"{character}{character}") : character.ToString());
        }

        return quoted.Append('\'').ToString();
    }

    private NpgsqlCommand Command(string sql, WorkspaceId workspaceId, ChatbotId chatbotId) =>
        database.CreateCommand(sql).Add(workspaceId.Value).Add(chatbotId.Value);
}

/// <param name="Language">What questions are read in, as PostgreSQL names it.</param>
internal sealed record BaseFacts(long Revision, int Passages, string Language);

internal sealed record FoundPassage(PassageId Id, DocumentId DocumentId, string Title, string Heading, string Text);
