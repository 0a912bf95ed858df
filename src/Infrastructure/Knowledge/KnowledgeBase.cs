using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <inheritdoc cref="IKnowledge"/>
/// <remarks>
/// Two searches, by words and by vectors, propose passages; those are read sentence by sentence. What orders them is both ranks
/// together; what decides whether they answer the question is how much of it they speak of.
/// </remarks>
internal sealed class KnowledgeBase(PassageSearch search, SketchCache sketches, IEmbedder embedder, TimeProvider clock) : IKnowledge
{
    // Nobody waits longer for a question's vector than words alone take, many times over; and a model that failed is left alone for a while.
    private static readonly TimeSpan LongestEmbedding = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    private const int ProposedByWords = 40;
    private const int ProposedByVectors = 40;
    private const int ComparedExactly = 160;
    private const int ReadClosely = 24;

    private long _embedAgainAt;

    public async Task<Retrieval> RetrieveAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string question, int limit, CancellationToken cancellationToken)
    {
        var text = question.Cut(Retrieval.MaxQuestionLength).Replace('\0', ' ');
        var facts = await search.FindBaseAsync(workspaceId, chatbotId, cancellationToken);
        if (facts is null || facts.Passages == 0 || string.IsNullOrWhiteSpace(text))
        {
            return Retrieval.Nothing;
        }

        var embedding = EmbedAsync(text, cancellationToken);
        var asked = Question.Read(text, facts.Language == Languages.English);
        var terms = await WeighAsync(workspaceId, chatbotId, facts, asked, cancellationToken);
        var byWords = await search.FindByWordsAsync(workspaceId, chatbotId, terms, ProposedByWords, cancellationToken);
        var byVectors = await FindByVectorsAsync(workspaceId, chatbotId, facts, await embedding, cancellationToken);
        var proposals = Proposals.Of(byWords, byVectors);
        var found = await search.LoadAsync(workspaceId, chatbotId, proposals.Best(ReadClosely), cancellationToken);
        var read = await ReadAsync(facts, asked, terms, found, cancellationToken);
        return Ranking.Of(terms, read, proposals, limit);
    }

    private async Task<float[]?> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        if (embedder.Model is null || clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _embedAgainAt))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(LongestEmbedding, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Without the model the words still find most of what there is.
            var embedded = await embedder.EmbedAsync([text], either.Token);
            if (embedded.IsSuccess)
            {
                return embedded.Value[0];
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        Interlocked.Exchange(ref _embedAgainAt, (clock.GetUtcNow() + PauseAfterFailure).UtcTicks);
        return null;
    }

    private async Task<IReadOnlyList<QuestionTerm>> WeighAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, BaseFacts facts, Question question, CancellationToken cancellationToken)
    {
        var words = question.Words.SelectMany(word => word.Synonyms.Prepend(word.Text)).Distinct().ToList();
        if (words.Count == 0)
        {
            return [];
        }

        var known = await search.LookUpAsync(workspaceId, chatbotId, facts.Language, words, cancellationToken);
        var places = words.Select((word, place) => (word, place)).ToDictionary(pair => pair.word, pair => pair.place);
        return QuestionTerms.Of(question, facts.Passages, word => known[places[word]]);
    }

    private async Task<IReadOnlyList<(Guid Id, double Cosine)>> FindByVectorsAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, BaseFacts facts, float[]? question, CancellationToken cancellationToken)
    {
        if (question is null)
        {
            return [];
        }

        var model = embedder.Model!;
        var nearest = await sketches.FindNearestAsync(workspaceId, chatbotId, model, facts, question, ComparedExactly, cancellationToken);
        var compared = await search.CompareAsync(workspaceId, chatbotId, model, question, nearest, cancellationToken);
        return [.. compared.OrderByDescending(each => each.Cosine).Take(ProposedByVectors)];
    }

    private async Task<IReadOnlyList<ReadPassage>> ReadAsync(
        BaseFacts facts, Question question, IReadOnlyList<QuestionTerm> terms, IReadOnlyList<FoundPassage> passages, CancellationToken cancellationToken)
    {
        var sentences = passages.Select(passage => Sentences.Of(passage.Text)).ToList();
        var contexts = passages.Select(passage => $"{passage.Title} {passage.Heading}").ToList();
        var lexemes = await search.ReadWordsAsync(facts.Language, [.. contexts, .. sentences.SelectMany(each => each)], cancellationToken);
        var read = new List<ReadPassage>(passages.Count);
        var next = contexts.Count;
        for (var i = 0; i < passages.Count; i++)
        {
            var indexed = sentences[i].Select(sentence => new IndexedSentence(sentence, lexemes[next++])).ToList();
            read.Add(new ReadPassage(passages[i], indexed, Evidence.Of(question, terms, lexemes[i], indexed)));
        }

        return read;
    }
}

/// <summary>A passage that was read sentence by sentence for a question.</summary>
internal sealed record ReadPassage(FoundPassage Passage, IReadOnlyList<IndexedSentence> Sentences, Evidence Evidence);
