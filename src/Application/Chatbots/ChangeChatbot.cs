using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots;

/// <summary>Makes a chatbot; what the settings leave out has its default.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record CreateChatbot(ChatbotChanges Settings) : ICommand<Views.Chatbot>;

[RequiresRole(WorkspaceRole.Owner)]
public sealed record UpdateChatbot(ChatbotId Id, ChatbotChanges Changes) : ICommand<Views.Chatbot>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => Id;
}

/// <summary>A paused chatbot stores messages and answers none.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record PauseChatbot(ChatbotId Id) : ICommand<Views.Chatbot>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => Id;
}

[RequiresRole(WorkspaceRole.Owner)]
public sealed record ResumeChatbot(ChatbotId Id) : ICommand<Views.Chatbot>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => Id;
}

/// <summary>Deletes a chatbot with its integrations, conversations and messages, and the contacts that knew only it. For good.</summary>
/// <param name="Name">The chatbot's exact name, to confirm.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record DeleteChatbot(ChatbotId Id, string Name) : ICommand<Done>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => Id;
}

// The settings are the input itself, so its fields have no prefix.
internal sealed class CreateChatbotValidator : AbstractValidator<CreateChatbot>
{
    public CreateChatbotValidator()
    {
        RuleFor(command => command.Settings.Name)
            .Must(name => name is not null)
            .WithErrorCode("chatbot.name_missing")
            .WithMessage("A chatbot needs a name.")
            .OverridePropertyName("name");
        RuleFor(command => command.Settings).SetValidator(new ChatbotChangesValidator()).OverridePropertyName("");
    }
}

internal sealed class UpdateChatbotValidator : AbstractValidator<UpdateChatbot>
{
    public UpdateChatbotValidator() => RuleFor(command => command.Changes).SetValidator(new ChatbotChangesValidator()).OverridePropertyName("");
}
