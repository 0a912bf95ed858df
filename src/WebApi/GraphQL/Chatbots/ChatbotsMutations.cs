using MediatR;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Chatbots;

[MutationType]
public static partial class ChatbotsMutations
{
    /// <summary>Makes a chatbot. For owners.</summary>
    public static async Task<FieldResult<Chatbot, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> CreateChatbotAsync(
        CreateChatbotInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var settings = input.ToChanges();
        return settings.IsFailure
            ? ((Result<Chatbot>)settings.Error).ToFieldResult()
            : (await mediator.Send(new CreateChatbot(settings.Value), cancellationToken)).ToFieldResult();
    }

    /// <summary>Changes the settings that are named. For owners.</summary>
    public static async Task<FieldResult<Chatbot, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> UpdateChatbotAsync(
        UpdateChatbotInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var changes = input.ToChanges();
        return changes.IsFailure
            ? ((Result<Chatbot>)changes.Error).ToFieldResult()
            : (await mediator.Send(new UpdateChatbot(new ChatbotId(input.Id), changes.Value), cancellationToken)).ToFieldResult();
    }

    /// <summary>Pauses a chatbot: messages are stored, none is answered. For owners.</summary>
    public static async Task<FieldResult<Chatbot, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> PauseChatbotAsync(
        [ID<Chatbot>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new PauseChatbot(new ChatbotId(id)), cancellationToken)).ToFieldResult();

    /// <summary>Lets a paused chatbot answer again. For owners.</summary>
    public static async Task<FieldResult<Chatbot, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ResumeChatbotAsync(
        [ID<Chatbot>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ResumeChatbot(new ChatbotId(id)), cancellationToken)).ToFieldResult();

    /// <summary>Deletes a chatbot with its integrations, conversations and messages, for good. Its exact name confirms it. For owners.</summary>
    [ID<Chatbot>]
    [UseMutationConvention(PayloadFieldName = "deletedId")]
    public static async Task<FieldResult<Guid?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> DeleteChatbotAsync(
        [ID<Chatbot>] Guid id, string name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DeleteChatbot(new ChatbotId(id), name), cancellationToken).SelectAsync(_ => (Guid?)id)).ToFieldResult();
}
