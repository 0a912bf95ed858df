using MediatR;
using SmsPlatform.Application.Automation;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;
using KeywordRule = SmsPlatform.Application.Automation.Views.KeywordRule;
using ReplyTemplate = SmsPlatform.Application.Automation.Views.ReplyTemplate;

namespace SmsPlatform.WebApi.GraphQL.Automation;

[MutationType]
public static partial class AutomationMutations
{
    /// <summary>Makes a rule. It needs a name, a way to match, patterns and an action.</summary>
    public static async Task<FieldResult<KeywordRule, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> CreateKeywordRuleAsync(
        [ID<Chatbot>] Guid chatbotId, KeywordRuleSettingsInput settings, IMediator mediator, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        return read.IsFailure
            ? ((Result<KeywordRule>)read.Error).ToFieldResult()
            : (await mediator.Send(new CreateKeywordRule(new ChatbotId(chatbotId), read.Value), cancellationToken)).ToFieldResult();
    }

    /// <summary>Changes what the settings name.</summary>
    public static async Task<FieldResult<KeywordRule, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> UpdateKeywordRuleAsync(
        [ID<KeywordRule>] Guid id, KeywordRuleSettingsInput settings, IMediator mediator, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        return read.IsFailure
            ? ((Result<KeywordRule>)read.Error).ToFieldResult()
            : (await mediator.Send(new UpdateKeywordRule(new KeywordRuleId(id), read.Value), cancellationToken)).ToFieldResult();
    }

    /// <summary>Deletes a rule, and answers it as it was.</summary>
    public static async Task<FieldResult<KeywordRule, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> DeleteKeywordRuleAsync(
        [ID<KeywordRule>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DeleteKeywordRule(new KeywordRuleId(id)), cancellationToken)).ToFieldResult();

    /// <summary>Makes a template. It needs a name and a body.</summary>
    public static async Task<FieldResult<ReplyTemplate, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> CreateReplyTemplateAsync(
        [ID<Chatbot>] Guid chatbotId, ReplyTemplateSettingsInput settings, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CreateReplyTemplate(new ChatbotId(chatbotId), settings.Read()), cancellationToken)).ToFieldResult();

    /// <summary>Changes what the settings name.</summary>
    public static async Task<FieldResult<ReplyTemplate, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> UpdateReplyTemplateAsync(
        [ID<ReplyTemplate>] Guid id, ReplyTemplateSettingsInput settings, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new UpdateReplyTemplate(new ReplyTemplateId(id), settings.Read()), cancellationToken)).ToFieldResult();

    /// <summary>Deletes a template that no rule says, and answers it as it was.</summary>
    public static async Task<FieldResult<ReplyTemplate, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> DeleteReplyTemplateAsync(
        [ID<ReplyTemplate>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DeleteReplyTemplate(new ReplyTemplateId(id)), cancellationToken)).ToFieldResult();
}
