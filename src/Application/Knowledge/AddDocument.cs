using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Adds a text, a file or a web page to what a chatbot may answer from. A worker indexes it.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record AddDocument(ChatbotId ChatbotId, DocumentInput Document) : ICommand<Views.Document>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>One of a text, a file and a web address.</summary>
/// <param name="Title">Null: the file's name, or the address.</param>
/// <param name="Kind">What the text is; null for a plain text. A file tells by itself.</param>
public sealed record DocumentInput(string? Title, string? Text, DocumentKind? Kind, string? Url, DocumentFile? File)
{
    public bool HasOneSource => (Text is null ? 0 : 1) + (Url is null ? 0 : 1) + (File is null ? 0 : 1) == 1;
}

public sealed record DocumentFile(string Name, string? MediaType, byte[] Content);

internal sealed class AddDocumentValidator : AbstractValidator<AddDocument>
{
    public AddDocumentValidator()
    {
        RuleFor(command => command.Document)
            .Must(document => document.HasOneSource)
            .WithErrorCode(KnowledgeErrors.SourceMissing.Code)
            .WithMessage(KnowledgeErrors.SourceMissing.Message)
            .OverridePropertyName("text");
        RuleFor(command => command.Document.Title)
            .Must(title => title is null || (!string.IsNullOrWhiteSpace(title) && title.Length <= Document.MaxTitleLength && IsText(title)))
            .WithErrorCode("document.title_invalid")
            .WithMessage($"A title has 1 to {Document.MaxTitleLength} characters.")
            .OverridePropertyName("title");
        RuleFor(command => command.Document.Text)
            .Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && IsText(text)))
            .WithErrorCode("document.text_invalid")
            .WithMessage("The text is empty, or contains a NUL character.")
            .OverridePropertyName("text");
        RuleFor(command => command.Document.Kind)
            .Must(kind => kind is null or DocumentKind.Text or DocumentKind.Markdown or DocumentKind.Html or DocumentKind.Csv)
            .WithErrorCode("document.kind_invalid")
            .WithMessage("A text is plain text, Markdown, HTML or CSV.")
            .OverridePropertyName("kind");
    }

    private static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
