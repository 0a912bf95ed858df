using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Has a chatbot, as it is or as it might be, answer again what it was once asked, and shows both answers. Nothing is stored, sent or
/// entered into the ledger; a language model that is asked is paid for, within the chatbot's caps.
/// </summary>
/// <param name="Messages">Messages that contacts wrote to it; empty for the latest. Each goes with the burst it was answered in.</param>
/// <param name="Last">How many of the latest, where none are named.</param>
/// <param name="Settings">What would be changed; null for the chatbot as it is.</param>
/// <param name="Rules">In place of the chatbot's own; null for those as they are.</param>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record ReplayAnswers(
    ChatbotId ChatbotId,
    IReadOnlyList<MessageId> Messages,
    int Last = ReplayAnswers.DefaultMessages,
    ChatbotChanges? Settings = null,
    IReadOnlyList<ReplayRule>? Rules = null) : ICommand<Views.Replay>, IChatbotRequest
{
    public const int DefaultMessages = 10;
    public const int MaxMessages = 20;
    public const int MaxRules = 100;

    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>A rule that is tried out.</summary>
/// <param name="Says">What it says, as the body of a template; null for nothing.</param>
public sealed record ReplayRule(KeywordRuleChanges Settings, string? Says, IReadOnlyList<QuickReply> QuickReplies);

internal sealed class ReplayAnswersValidator : AbstractValidator<ReplayAnswers>
{
    public ReplayAnswersValidator()
    {
        RuleFor(command => command)
            .Must(command => command.Messages.Count <= ReplayAnswers.MaxMessages && command.Last is >= 1 and <= ReplayAnswers.MaxMessages)
            .WithErrorCode("replay.too_many")
            .WithMessage($"From 1 to {ReplayAnswers.MaxMessages} messages at a time.")
            .OverridePropertyName("last");
        RuleFor(command => command.Rules)
            .Must(rules => rules is not { Count: > ReplayAnswers.MaxRules })
            .WithErrorCode("replay.too_many_rules")
            .WithMessage($"At most {ReplayAnswers.MaxRules} rules at a time.")
            .OverridePropertyName("rules");
        RuleFor(command => command.Settings!).SetValidator(new ChatbotChangesValidator()).When(command => command.Settings is not null).OverridePropertyName("");
        RuleForEach(command => command.Rules).ChildRules(rule =>
        {
            rule.RuleFor(each => each.Settings)
                .Must(settings => settings is { Match: not null, Action: not null, Patterns: not null })
                .WithErrorCode("rule.incomplete")
                .WithMessage("A rule needs a way to match, patterns and an action.")
                .OverridePropertyName("rules");
            rule.RuleFor(each => each.Settings).SetValidator(new KeywordRuleChangesValidator());
            rule.RuleFor(each => new ReplyTemplateChanges(null, each.Says, each.QuickReplies))
                .SetValidator(new ReplyTemplateChangesValidator())
                .OverridePropertyName("");
        });
    }
}

internal sealed class ReplayAnswersHandler(
    IReplayDesk desk, IChatbotDirectory chatbots, IEnumerable<IAnswerStrategy> strategies, ICaller caller, TimeProvider clock)
    : ICommandHandler<ReplayAnswers, Views.Replay>
{
    // Somebody waits for it: what a slow model leaves no time for is told to be left.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<Result<Views.Replay>> Handle(ReplayAnswers command, CancellationToken cancellationToken)
    {
        var workspace = caller.WorkspaceId!.Value;
        var now = clock.GetUtcNow();
        if (await chatbots.FindAsync(workspace, command.ChatbotId, cancellationToken) is not { } chatbot)
        {
            return ChatbotsErrors.NotFound;
        }

        // This is a copy of ours, so it may become what is tried out. A paused one is asked what it would say if it were not.
        chatbot.Change(command.Settings ?? new ChatbotChanges(), now);
        chatbot.Resume(now);
        var rules = DraftOf(command, workspace, now);
        if (rules is { IsFailure: true })
        {
            return rules.Value.Error;
        }

        var own = OwnConsentWords.Of(chatbot.ConsentWords);
        var bursts = await desk.ReadAsync(workspace, command.ChatbotId, command.Messages, command.Last, cancellationToken);
        var turns = new List<Views.ReplayedTurn>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        foreach (var stored in bursts)
        {
            var turn = new AnswerTurn(stored.Burst with { Messages = [.. stored.Burst.Messages.Select(message => Read(message, own))] }, chatbot, stored.AnsweredAt)
            {
                DraftRules = rules?.Value,
                Before = stored.FirstSeq,
            };
            try
            {
                turns.Add(Show(stored, turn, await strategies.AskAsync(turn, patience.Token)));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return new Views.Replay { Turns = turns, Left = bursts.Count - turns.Count };
    }

    private static Result<IReadOnlyList<RuleEntry>>? DraftOf(ReplayAnswers command, WorkspaceId workspace, DateTimeOffset now)
    {
        if (command.Rules is null)
        {
            return null;
        }

        var entries = new List<RuleEntry>();
        foreach (var draft in command.Rules)
        {
            var template = draft.Says is null ? null : ReplyTemplate.Create(
                workspace, command.ChatbotId, new ReplyTemplateChanges(draft.Settings.Name, draft.Says, draft.QuickReplies), now);
            var rule = KeywordRule.Create(workspace, command.ChatbotId, draft.Settings with { TemplateId = template?.Id ?? default(ReplyTemplateId) }, now);
            if (rule.IsFailure)
            {
                return rule.Error;
            }

            entries.Add(new RuleEntry(rule.Value, template));
        }

        return Result<IReadOnlyList<RuleEntry>>.Success([.. entries.OrderBy(entry => entry.Rule.Priority)]);
    }

    /// <remarks>The words that hold everywhere are what they were; the chatbot's own are those that are tried out.</remarks>
    private static BurstMessage Read(BurstMessage message, OwnConsentWords own) => message.Consent is { Source: not ConsentSource.OwnWord }
        ? message
        : message with
        {
            Consent = own.Find(message.Body) switch
            {
                ConsentWord.OptOut => new BurstConsent(ConsentKind.OptOut, ConsentSource.OwnWord, Holds: true),
                ConsentWord.OptIn => new BurstConsent(ConsentKind.OptIn, ConsentSource.OwnWord, Holds: true),
                ConsentWord.Help => new BurstConsent(ConsentKind.Help, ConsentSource.OwnWord, Holds: true),
                _ => null,
            },
        };

    private static Views.ReplayedTurn Show(ReplayBurst stored, AnswerTurn turn, Answer answer)
    {
        IReadOnlyList<Reply> replies = [.. AnswerComposer.Confirm(turn, turn.Now), .. AnswerComposer.Compose(answer, turn, turn.Now)];
        var found = turn.Found;
        var would = new Views.ReplayedAnswer
        {
            Origin = answer.Origin,
            HandsOff = answer.HandsOff,
            Texts = [.. replies.Select(reply => reply.Body)],
            Segments = replies.Sum(reply => reply.Segments),
            Rule = found.RuleName,
            Tags = found.Tags,
            IsLead = found.IsLead,
            Passages = found.Passages,
            Model = found.Model?.Model,
            InputTokens = found.Model?.InputTokens ?? 0,
            OutputTokens = found.Model?.OutputTokens ?? 0,
            Cost = found.Model?.Cost ?? 0,
            Note = found.Note,
        };
        return new Views.ReplayedTurn
        {
            ConversationId = turn.Burst.ConversationId.Value,
            MessageIds = [.. turn.Burst.Messages.Select(message => message.Id.Value)],
            Then = stored.Then,
            Now = would,
            Differs = stored.Then is null || stored.Then.Origin != would.Origin || !stored.Then.Texts.SequenceEqual(would.Texts),
        };
    }
}

/// <summary>Finds what a chatbot was asked, and what it answered. Only reads.</summary>
public interface IReplayDesk
{
    /// <summary>The bursts of the messages that are named, or of the latest, newest first. Messages of other chatbots are not among them.</summary>
    Task<IReadOnlyList<ReplayBurst>> ReadAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, IReadOnlyCollection<MessageId> messages, int last, CancellationToken cancellationToken);
}

/// <param name="Burst">As it was then, but that the bot leads and the contact is not opted out.</param>
/// <param name="FirstSeq">Where in the conversation it begins.</param>
/// <param name="Then">Null when nobody answered it and nothing was decided about it.</param>
public sealed record ReplayBurst(Burst Burst, long FirstSeq, DateTimeOffset AnsweredAt, Views.ReplayedAnswer? Then);
