using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Automation;
using SmsPlatform.WebApi.GraphQL.Automation;
using BusinessHoursInput = SmsPlatform.WebApi.GraphQL.Chatbots.BusinessHoursInput;
using Channel = SmsPlatform.Domain.Channels.Channel;
using ReplayRule = SmsPlatform.Application.Messaging.ReplayRule;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>One answer to one or several messages: what it was, and what it would be.</summary>
[ObjectType<ReplayedTurn>]
public static partial class ReplayedTurnNode
{
    [BindMember(nameof(ReplayedTurn.ConversationId))]
    public static Task<Conversation?> GetConversationAsync(
        [Parent(requires: nameof(ReplayedTurn.ConversationId))] ReplayedTurn turn, ConversationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(turn.ConversationId, cancellationToken);

    /// <summary>What was answered together, oldest first.</summary>
    [BindMember(nameof(ReplayedTurn.MessageIds))]
    public static async Task<IReadOnlyList<Message>> GetMessagesAsync(
        [Parent(requires: nameof(ReplayedTurn.MessageIds))] ReplayedTurn turn, MessageByIdLoader loader, CancellationToken cancellationToken) =>
        [.. (await loader.LoadAsync(turn.MessageIds, cancellationToken)).OfType<Message>()];
}

/// <summary>A rule that is tried out.</summary>
/// <param name="Name">By which the answer names it.</param>
/// <param name="Priority">The lowest is asked first.</param>
/// <param name="Patterns">Any of them is enough.</param>
/// <param name="Channels">Where it holds; empty for everywhere.</param>
/// <param name="Hours">When it holds; without openings: always.</param>
/// <param name="Says">What it says, as the body of a template.</param>
/// <param name="Tag">What the action TAG puts on the conversation.</param>
public sealed record ReplayRuleInput(
    string? Name,
    int? Priority,
    RuleMatch Match,
    IReadOnlyList<string> Patterns,
    IReadOnlyList<Channel>? Channels,
    BusinessHoursInput? Hours,
    RuleAction Action,
    string? Says,
    IReadOnlyList<QuickReplyInput>? QuickReplies,
    string? Tag)
{
    internal static Result<IReadOnlyList<ReplayRule>?> Read(IReadOnlyList<ReplayRuleInput>? inputs)
    {
        if (inputs is null)
        {
            return Result<IReadOnlyList<ReplayRule>?>.Success(null);
        }

        var rules = new List<ReplayRule>();
        foreach (var input in inputs)
        {
            var read = new KeywordRuleSettingsInput(
                input.Name, input.Priority, null, input.Match, input.Patterns, input.Channels, input.Hours, input.Action, null, null, input.Tag).Read();
            if (read.IsFailure)
            {
                return read.Error;
            }

            rules.Add(new ReplayRule(read.Value, input.Says, QuickReplyInput.Read(input.QuickReplies) ?? []));
        }

        return Result<IReadOnlyList<ReplayRule>?>.Success(rules);
    }
}
