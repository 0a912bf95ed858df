using SmsPlatform.Application.Automation;
using SmsPlatform.Domain.Automation;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>Does what the chatbot's first rule says that matches one of the messages, the latest first.</summary>
internal sealed class KeywordRules(IRuleBook book) : IAnswerStrategy
{
    public async Task<Answer?> AnswerAsync(AnswerTurn turn, CancellationToken cancellationToken)
    {
        foreach (var entry in turn.DraftRules ?? await book.ReadAsync(turn.Burst.WorkspaceId, turn.Burst.ChatbotId, cancellationToken))
        {
            if (!entry.Rule.Holds(turn.Burst.Channel, turn.Now) || !turn.Said.Any(entry.IsMatch))
            {
                continue;
            }

            turn.Found.RuleId = entry.Rule.Id;
            turn.Found.RuleName = entry.Rule.Name;
            turn.Found.TemplateId = entry.Template?.Id;
            if (Act(turn, entry) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    private static Answer? Act(AnswerTurn turn, RuleEntry entry)
    {
        if (entry.Rule.Action == RuleAction.Tag)
        {
            turn.Found.Tags.Add(entry.Rule.Tag);
        }

        turn.Found.IsLead |= entry.Rule.Action == RuleAction.Lead;
        var text = Say(turn, entry.Template);
        return entry.Rule.Action switch
        {
            RuleAction.Stop => new Answer(AnswerOrigin.Rule),
            RuleAction.HandOff => new Answer(AnswerOrigin.Rule, text ?? turn.Chatbot.HandoffText) { HandsOff = true },
            _ => text is null ? null : new Answer(AnswerOrigin.Rule, text) { QuickReplies = entry.Template!.QuickReplies },
        };
    }

    private static string? Say(AnswerTurn turn, ReplyTemplate? template)
    {
        if (template is null || TemplateText.Parse(template.Body) is not { IsSuccess: true, Value: var body })
        {
            return null;
        }

        return body.Render(new TemplateValues(
            turn.Burst.ContactName, turn.Burst.ContactAddress, turn.Chatbot.Name, turn.Chatbot.LocalTime(turn.Now)));
    }
}
