using System.Text.RegularExpressions;

namespace SmsPlatform.Domain.Automation;

/// <summary>The expected failures of rules and templates.</summary>
public static class AutomationErrors
{
    public static readonly Error RuleNotFound = Error.NotFound("rule.not_found", "There is no such rule.");

    public static readonly Error TemplateNotFound = Error.NotFound("template.not_found", "There is no such template.");

    public static readonly Error TemplateInUse = Error.Conflict(
        "template.in_use", "A rule says this template. Give the rule another one, or delete it, first.");

    public static readonly Error TemplateElsewhere = Error.Validation(
        "rule.template_unknown", "The chatbot has no such template.", "templateId");

    public static readonly Error TemplateMissing = Error.Validation(
        "rule.template_missing", "A rule that replies needs a template to say.", "templateId");

    public static readonly Error TagMissing = Error.Validation(
        "rule.tag_missing", $"A rule that tags needs a tag of 1 to {KeywordRule.MaxTagLength} characters.", "tag");

    public static readonly Error TooManyRules = Error.Refused(
        "rule.too_many", $"A chatbot has at most {KeywordRule.MaxPerChatbot} rules: each is compared with each message.");

    public static readonly Error TooManyTemplates = Error.Refused(
        "template.too_many", $"A chatbot has at most {ReplyTemplate.MaxPerChatbot} templates.");

    public static readonly Error PatternLength = Error.Validation(
        "rule.pattern_invalid", $"A pattern has 1 to {RulePattern.MaxLength} characters.", "patterns");

    public static readonly Error PatternMatchesAll = Error.Validation(
        "rule.pattern_matches_all", "This expression matches every message, even an empty one. Say what must be in it.", "patterns");

    public static readonly Error PatternTooSlow = Error.Validation(
        "rule.pattern_too_slow", "This expression takes too long. Make it simpler.", "patterns");

    public static readonly Error PatternUnsupported = Error.Validation(
        "rule.pattern_unsupported",
        "This expression uses what could make it run for ever: look-around (?=…), back-references \\1, atomic groups (?>…), conditions, or counters as large as {1000}. Write it without.",
        "patterns");

    public static Error PatternMalformed(RegexParseError error, int offset) => Error.Validation(
        "rule.pattern_malformed", $"This is no regular expression: {Words(error)}, near character {offset}.", "patterns");

    public static Error UnknownVariable(string name) => Error.Validation(
        "template.variable_unknown", $"There is no variable '{name}'. There are: {string.Join(", ", TemplateText.Variables)}.", "body");

    public static Error UnclosedVariable(int offset) => Error.Validation(
        "template.variable_unclosed", $"The variable that begins at character {offset} has no closing braces.", "body");

    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
