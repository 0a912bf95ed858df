using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Automation;

[RequiresRole(WorkspaceRole.Owner)]
public sealed record CreateReplyTemplate(ChatbotId ChatbotId, ReplyTemplateChanges Settings) : ICommand<Views.ReplyTemplate>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

[RequiresRole(WorkspaceRole.Owner)]
public sealed record UpdateReplyTemplate(ReplyTemplateId Id, ReplyTemplateChanges Changes) : ICommand<Views.ReplyTemplate>, INarrowsToChatbot;

/// <summary>Refused while a rule says it.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record DeleteReplyTemplate(ReplyTemplateId Id) : ICommand<Views.ReplyTemplate>, INarrowsToChatbot;

internal sealed class CreateReplyTemplateValidator : AbstractValidator<CreateReplyTemplate>
{
    public CreateReplyTemplateValidator()
    {
        RuleFor(command => command.Settings)
            .Must(settings => settings is { Name: not null, Body: not null })
            .WithErrorCode("template.incomplete")
            .WithMessage("A template needs a name and a body.")
            .OverridePropertyName("name");
        RuleFor(command => command.Settings).SetValidator(new ReplyTemplateChangesValidator());
    }
}

internal sealed class UpdateReplyTemplateValidator : AbstractValidator<UpdateReplyTemplate>
{
    public UpdateReplyTemplateValidator() => RuleFor(command => command.Changes).SetValidator(new ReplyTemplateChangesValidator());
}

internal sealed class ReplyTemplateChangesValidator : AbstractValidator<ReplyTemplateChanges>
{
    public ReplyTemplateChangesValidator()
    {
        Rule(c => c.Name is null || IsText(c.Name, ReplyTemplate.MaxNameLength), "name", $"A name has 1 to {ReplyTemplate.MaxNameLength} characters.");
        Rule(c => c.Body is null || IsText(c.Body, ReplyTemplate.MaxBodyLength), "body", $"A body has 1 to {ReplyTemplate.MaxBodyLength} characters.");
        Rule(
            c => c.QuickReplies is null
                || (c.QuickReplies.Count <= QuickReply.MaxCount && c.QuickReplies.All(IsSound)),
            "quickReplies",
            $"At most {QuickReply.MaxCount} quick replies, each with a label of 1 to {QuickReply.MaxLabelLength} characters on one line.");
        RuleFor(c => c.Body).Custom((body, context) =>
        {
            if (body is not null && TemplateText.Parse(body) is { IsFailure: true, Error: var error })
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure("body", error.Message) { ErrorCode = error.Code });
            }
        });
    }

    private void Rule(Func<ReplyTemplateChanges, bool> holds, string field, string message) => RuleFor(c => c)
        .Must(holds)
        .WithErrorCode(field == "quickReplies" ? "template.quick_replies_invalid" : $"template.{field}_invalid")
        .WithMessage(message)
        .OverridePropertyName(field);

    private static bool IsSound(QuickReply? choice) =>
        choice is not null
        && IsText(choice.Label, QuickReply.MaxLabelLength)
        && !choice.Label.AsSpan().ContainsAny('\r', '\n')
        && choice.Text is { Length: <= QuickReply.MaxTextLength }
        && !choice.Text.Contains('\0', StringComparison.Ordinal);

    private static bool IsText(string? text, int maxLength) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && !text.Contains('\0', StringComparison.Ordinal);
}
