using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Automation;

/// <summary>What a chatbot's owner has laid down to be answered.</summary>
public interface IRuleBook
{
    /// <summary>The active rules in the order in which they are asked.</summary>
    Task<IReadOnlyList<RuleEntry>> ReadAsync(WorkspaceId workspaceId, ChatbotId chatbotId, CancellationToken cancellationToken);
}

/// <summary>A rule with what it says.</summary>
public sealed record RuleEntry(KeywordRule Rule, ReplyTemplate? Template)
{
    /// <summary>Whether one of the rule's patterns is in the message.</summary>
    public bool IsMatch(string message) =>
        Rule.Patterns.Any(pattern => RulePattern.Parse(Rule.Match, pattern) is { IsSuccess: true, Value: var parsed } && parsed.IsMatch(message));
}
