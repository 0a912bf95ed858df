using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>What a template will say, and what that costs as an SMS, before anybody is sent it. For those who write templates.</summary>
/// <param name="ContactName">Whom it is said to; empty for somebody whose name is not known.</param>
/// <param name="To">In E.164; for the price.</param>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record PreviewReply(
    ChatbotId ChatbotId, string Body, IReadOnlyList<QuickReply> QuickReplies, string? ContactName = null, string? To = null)
    : IQuery<ReplyPreview>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>.</param>
/// <param name="CostlyCharacters">The characters that make it UCS-2, in which a segment holds less than half as much.</param>
/// <param name="IsWithinBudget">Of the chatbot's segments.</param>
/// <param name="EstimatedPrice">Null when no price is set for where it goes.</param>
public sealed record ReplyPreview(
    string Text, int Segments, string Encoding, int Units, string CostlyCharacters, bool IsWithinBudget, Price? EstimatedPrice);

internal sealed class PreviewReplyValidator : AbstractValidator<PreviewReply>
{
    public PreviewReplyValidator()
    {
        RuleFor(query => new ReplyTemplateChanges(null, query.Body, query.QuickReplies))
            .SetValidator(new ReplyTemplateChangesValidator())
            .OverridePropertyName("");
        RuleFor(query => query.To)
            .Must(to => to is null || PhoneNumber.Parse(to).IsSuccess)
            .WithErrorCode(MessagingErrors.InvalidPhoneNumber.Code)
            .WithMessage(MessagingErrors.InvalidPhoneNumber.Message);
        RuleFor(query => query.ContactName)
            .MaximumLength(ReplyTemplate.MaxNameLength)
            .WithErrorCode("template.contact_name_invalid");
    }
}

internal sealed class PreviewReplyHandler(IChatbotDirectory chatbots, ISmsPrices prices, ICaller caller, TimeProvider clock) : IQueryHandler<PreviewReply, ReplyPreview>
{
    private const string Somebody = "+15555550100";

    public async Task<Result<ReplyPreview>> Handle(PreviewReply query, CancellationToken cancellationToken)
    {
        var chatbot = await chatbots.FindAsync(caller.WorkspaceId!.Value, query.ChatbotId, cancellationToken);
        if (chatbot is null)
        {
            return ChatbotsErrors.NotFound;
        }

        var values = new TemplateValues(query.ContactName, query.To ?? Somebody, chatbot.Name, chatbot.LocalTime(clock.GetUtcNow()));
        var body = TemplateText.Parse(query.Body).Value.Render(values);
        var text = GsmText.Simplify(QuickReplies.Number(body, query.QuickReplies));
        var size = SmsSegments.Count(text);
        return new ReplyPreview(
            text,
            size.Segments,
            size.Encoding.Name(),
            size.Units,
            string.Concat(GsmText.Outside(text).Distinct()),
            size.Segments <= chatbot.SegmentBudget,
            query.To is { } to ? prices.Estimate(to, size.Segments) : null);
    }
}
