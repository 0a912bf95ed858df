using SmsPlatform.Application.Ai;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>
/// Answers from the chatbot's documents: in the model's words where there is one and it can show what they rest on, else in the
/// document's own.
/// </summary>
internal sealed class KnowledgeAndModel(IKnowledge knowledge, IAnswerModel model, IAnswerDesk desk, IBurstPictures pictures) : IAnswerStrategy
{
    private const int MaxPassages = 6;
    private const int MaxTurns = 20;

    public async Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        if (!turn.Chatbot.UsesKnowledge)
        {
            return null;
        }

        var retrieval = await knowledge.RetrieveAsync(
            turn.Burst.WorkspaceId, turn.Burst.ChatbotId, turn.Text, MaxPassages, cancellationToken);
        turn.Found.Passages = Show(retrieval, []);

        // Where the documents have nothing to say, the model is not even asked.
        if (retrieval.Grounding == Grounding.None || retrieval.Passages.Count == 0)
        {
            turn.Found.Note = "knowledge.nothing_found";
            return null;
        }

        if (!model.IsConfigured(turn.Chatbot.Model))
        {
            return Quote(turn, retrieval);
        }

        var asked = await AskAsync(await TaskAsync(turn, retrieval, cancellationToken), cancellationToken);
        if (asked.IsFailure)
        {
            // A model that is down or spent is no reason to keep back what the documents plainly say.
            turn.Found.Note = asked.Error.Code;
            return Quote(turn, retrieval);
        }

        turn.Found.Model = asked.Value;
        if (asked.Value.Text is not { } text)
        {
            turn.Found.Note = asked.Value.Withheld is { } reason ? $"model.withheld.{reason}" : "model.no_answer";
            return null;
        }

        turn.Found.Passages = Show(retrieval, [.. asked.Value.Sources.Select(source => source.Value)]);
        return new Answer(AnswerOrigin.Model, text);
    }

    /// <summary>A model that cannot see refuses the pictures; then the text is answered without them.</summary>
    private async Task<Result<ModelAnswer>> AskAsync(ModelTask task, CancellationToken cancellationToken)
    {
        var asked = await model.AnswerAsync(task, cancellationToken);
        return task.Pictures.Count > 0 && asked.IsFailure && asked.Error == AiErrors.Rejected
            ? await model.AnswerAsync(task with { Pictures = [] }, cancellationToken)
            : asked;
    }

    private static Answer? Quote(AnswerTurn turn, Retrieval retrieval)
    {
        if (ExtractiveAnswer.From(retrieval, turn.Fits) is not { } quoted)
        {
            turn.Found.Note ??= "knowledge.not_sure";
            return null;
        }

        turn.Found.Passages = Show(retrieval, [quoted.Source.Value]);
        return new Answer(AnswerOrigin.Knowledge, quoted.Text);
    }

    private static List<AnswerPassage> Show(Retrieval retrieval, HashSet<Guid> cited) =>
        [.. retrieval.Passages.Select(passage => new AnswerPassage(
            passage.Id.Value, passage.DocumentId.Value, passage.DocumentTitle, passage.Scores.Confidence, cited.Contains(passage.Id.Value)))];

    private async Task<ModelTask> TaskAsync(AnswerTurn turn, Retrieval retrieval, CancellationToken cancellationToken)
    {
        var chatbot = turn.Chatbot;
        var history = chatbot.MemoryTokens == 0 ? [] : await desk.ReadHistoryAsync(turn.Burst.ConversationId, turn.Before, MaxTurns, cancellationToken);
        return new ModelTask(
            turn.Burst.WorkspaceId,
            turn.Burst.ChatbotId,
            chatbot.Instructions,
            chatbot.Model,
            chatbot.Temperature,
            chatbot.Language,
            [.. retrieval.Passages.Select(passage => new ModelPassage(passage.Id, Title(passage), passage.Text))],
            Recent(history, chatbot.MemoryTokens),
            turn.Said,
            chatbot.ShowsPictures
                ? await pictures.ReadAsync(turn.Burst.WorkspaceId, [.. turn.Burst.Messages.Select(message => message.Id)], cancellationToken)
                : [],
            new AnswerLimits(
                chatbot.MaxAnswerTokens,
                chatbot.DailyCostCap > 0 ? chatbot.DailyCostCap : null,
                turn.Burst.Channel == Channel.Sms,
                turn.Fits)
            {
                DailyTokens = chatbot.DailyTokenCap > 0 ? chatbot.DailyTokenCap : null,
            });
    }

    private static string Title(RetrievedPassage passage) =>
        passage.Heading.Length > 0 ? $"{passage.DocumentTitle} › {passage.Heading}" : passage.DocumentTitle;

    private static IReadOnlyList<ModelTurn> Recent(IReadOnlyList<ModelTurn> history, int tokens)
    {
        var first = history.Count;
        while (first > 0 && (tokens -= Tokens.Estimate(history[first - 1].Text)) >= 0)
        {
            first--;
        }

        return [.. history.Skip(first)];
    }
}
