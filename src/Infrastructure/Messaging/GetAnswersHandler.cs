using System.Text.Json;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class GetAnswersHandler(ListReader lists) : IQueryHandler<GetAnswers, IReadOnlyDictionary<Guid, Views.Answer>>
{
    private static readonly SqlTable<Views.Answer> Answers =
        new SqlTable<Views.Answer>("answers", "messaging.answers AS n", "n.workspace_id")
        {
            Key = nameof(Views.Answer.MessageId),
            DefaultOrder = [nameof(Views.Answer.MessageId)],
            ChatbotPredicate = "EXISTS (SELECT FROM messaging.conversations AS c WHERE c.id = n.conversation_id AND c.chatbot_id = {0})",
        }
        .Column(a => a.MessageId, "n.message_id")
        .EnumColumn(a => a.Origin, "n.origin")
        .Column(a => a.HandsOff, "n.hands_off")
        .Column(a => a.RuleId, "n.rule_id")
        .Column(a => a.TemplateId, "n.template_id")
        .Column(a => a.Tags, "n.tags", tags => tags.ToArray(), tags => tags)
        .Column(a => a.IsLead, "n.is_lead")
        .Column(
            a => a.Passages,
            "n.passages::text",
            passages => JsonSerializer.Serialize(passages, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<AnswerPassage>>(json, JsonSerializerOptions.Web)!)
        .Column(a => a.Model, "n.model")
        .Column(a => a.InputTokens, "n.input_tokens")
        .Column(a => a.OutputTokens, "n.output_tokens")
        .Column(a => a.Cost, "n.cost")
        .Column(a => a.Duration, "n.duration")
        .Column(a => a.Note, "n.note")
        .Column(a => a.CreatedAt, "n.created_at");

    public async Task<Result<IReadOnlyDictionary<Guid, Views.Answer>>> Handle(GetAnswers query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.Answer>>.Success(
            await lists.ReadByKeyAsync(Answers, "n.message_id", query.MessageIds, answer => answer.MessageId, cancellationToken));
}
