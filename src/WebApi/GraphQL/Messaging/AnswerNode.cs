using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.WebApi.GraphQL.Automation;
using KeywordRule = SmsPlatform.Application.Automation.Views.KeywordRule;
using ReplyTemplate = SmsPlatform.Application.Automation.Views.ReplyTemplate;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>Where an answer came from.</summary>
[ObjectType<Answer>]
public static partial class AnswerNode
{
    /// <summary>Its first message.</summary>
    [BindMember(nameof(Answer.MessageId))]
    public static Task<Message?> GetMessageAsync(
        [Parent(requires: nameof(Answer.MessageId))] Answer answer, MessageByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(answer.MessageId, cancellationToken);

    /// <summary>The rule that answered, or the last that did something; null for none, and for one that was deleted.</summary>
    [BindMember(nameof(Answer.RuleId))]
    public static async Task<KeywordRule?> GetRuleAsync(
        [Parent(requires: nameof(Answer.RuleId))] Answer answer, KeywordRuleByIdLoader loader, CancellationToken cancellationToken) =>
        answer.RuleId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;

    /// <summary>What the rule said.</summary>
    [BindMember(nameof(Answer.TemplateId))]
    public static async Task<ReplyTemplate?> GetTemplateAsync(
        [Parent(requires: nameof(Answer.TemplateId))] Answer answer, ReplyTemplateByIdLoader loader, CancellationToken cancellationToken) =>
        answer.TemplateId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;

    /// <summary>How long the model took.</summary>
    [BindMember(nameof(Answer.Duration))]
    public static double GetDurationSeconds([Parent(requires: nameof(Answer.Duration))] Answer answer) => answer.Duration.TotalSeconds;
}

/// <summary>Where answers came from, by their first message.</summary>
public sealed class AnswerByMessageLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Answer>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Answer>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetAnswers(keys), cancellationToken)).OrThrow();
}
