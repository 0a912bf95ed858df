using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Automation;

/// <summary>Makes a rule; what the settings leave out has its default.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record CreateKeywordRule(ChatbotId ChatbotId, KeywordRuleChanges Settings) : ICommand<Views.KeywordRule>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

[RequiresRole(WorkspaceRole.Owner)]
public sealed record UpdateKeywordRule(KeywordRuleId Id, KeywordRuleChanges Changes) : ICommand<Views.KeywordRule>, INarrowsToChatbot;

[RequiresRole(WorkspaceRole.Owner)]
public sealed record DeleteKeywordRule(KeywordRuleId Id) : ICommand<Views.KeywordRule>, INarrowsToChatbot;

internal sealed class CreateKeywordRuleValidator : AbstractValidator<CreateKeywordRule>
{
    public CreateKeywordRuleValidator()
    {
        RuleFor(command => command.Settings)
            .Must(settings => settings is { Name: not null, Match: not null, Action: not null, Patterns: not null })
            .WithErrorCode("rule.incomplete")
            .WithMessage("A rule needs a name, a way to match, patterns and an action.")
            .OverridePropertyName("name");
        RuleFor(command => command.Settings).SetValidator(new KeywordRuleChangesValidator());
    }
}

internal sealed class UpdateKeywordRuleValidator : AbstractValidator<UpdateKeywordRule>
{
    public UpdateKeywordRuleValidator() => RuleFor(command => command.Changes).SetValidator(new KeywordRuleChangesValidator());
}

/// <summary>What each of a rule's settings may be by itself; the rule checks whether they go together.</summary>
internal sealed class KeywordRuleChangesValidator : AbstractValidator<KeywordRuleChanges>
{
    public KeywordRuleChangesValidator()
    {
        Rule(c => IsText(c.Name, KeywordRule.MaxNameLength), "name", $"A name has 1 to {KeywordRule.MaxNameLength} characters.");
        Rule(c => c.Priority is null or (>= 0 and <= KeywordRule.MaxPriority), "priority", $"The priority is from 0 to {KeywordRule.MaxPriority}.");
        Rule(
            c => c.Patterns is null or { Count: >= 1 and <= KeywordRule.MaxPatterns },
            "patterns",
            $"A rule has 1 to {KeywordRule.MaxPatterns} patterns.");
        Rule(
            c => c.Tag is not { Length: > 0 } || IsText(c.Tag, KeywordRule.MaxTagLength), "tag", $"A tag has at most {KeywordRule.MaxTagLength} characters.");
        Rule(
            c => c.Hours is null || c.Hours.IsSound,
            "hours",
            "Hours name a time zone such as Europe/Berlin, and openings that end after they begin.");
    }

    private void Rule(Func<KeywordRuleChanges, bool> holds, string field, string message) => RuleFor(c => c)
        .Must(holds)
        .WithErrorCode($"rule.{field}_invalid")
        .WithMessage(message)
        .OverridePropertyName(field);

    private static bool IsText(string? text, int maxLength) =>
        text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && !text.Contains('\0', StringComparison.Ordinal));
}
