using SmsPlatform.Domain.Automation;
using ReplyTemplate = SmsPlatform.Application.Automation.Views.ReplyTemplate;

namespace SmsPlatform.WebApi.Automation;

/// <summary>A template's settings; what is left out stays as it is, or has its default in a new template.</summary>
/// <param name="ChatbotId">Whose it is; for a new template.</param>
/// <param name="Body">With variables such as <c>{{contact.name}}</c>.</param>
internal sealed record ReplyTemplateRequest(
    string? ChatbotId = null, string? Name = null, string? Body = null, IReadOnlyList<QuickReplyModel?>? QuickReplies = null)
{
    public ReplyTemplateChanges ToChanges() => new(Name?.Trim(), Body, QuickReplyModel.Read(QuickReplies));
}

/// <param name="Label">What the contact sees.</param>
/// <param name="Text">What choosing it says; the label where it is left out.</param>
internal sealed record QuickReplyModel(string? Label, string? Text = null)
{
    public static IReadOnlyList<QuickReply>? Read(IReadOnlyList<QuickReplyModel?>? choices) =>
        choices?.Select(choice => new QuickReply(choice?.Label?.Trim() ?? "", choice?.Text?.Trim() ?? "")).ToList();
}

/// <param name="ContactName">Whom it is said to.</param>
/// <param name="To">In E.164; for the price.</param>
internal sealed record PreviewRequest(
    string? ChatbotId = null, string? Body = null, IReadOnlyList<QuickReplyModel?>? QuickReplies = null, string? ContactName = null, string? To = null);

/// <summary>A template.</summary>
internal sealed record ReplyTemplateResponse(
    Guid Id,
    Guid ChatbotId,
    string Name,
    string Body,
    IReadOnlyList<QuickReplyModel> QuickReplies,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ReplyTemplateResponse Of(ReplyTemplate template) => new(
        template.Id,
        template.ChatbotId,
        template.Name,
        template.Body,
        [.. template.QuickReplies.Select(choice => new QuickReplyModel(choice.Label, choice.Text))],
        template.CreatedAt,
        template.UpdatedAt);
}
