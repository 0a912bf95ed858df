using System.Linq.Expressions;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using Message = SmsPlatform.Application.Messaging.Views.Message;

namespace SmsPlatform.Application.Messaging;

/// <summary>A page of the workspace's dead letters, newest first: messages of ours that failed, expired or did not reach their recipient.</summary>
public sealed record ListDeadLetters(DeadLetterFilter Filter, ListRequest<Message> Request) : IQuery<Page<Message>>, INarrowsToChatbot;

/// <summary>Makes dead letters due again, as <see cref="RetryMessage"/> does for one: those that are named, oldest first.</summary>
[RequiresScope(ApiKeyScopes.Send)]
public sealed record RequeueMessages(IReadOnlyList<MessageId> Ids) : ICommand<Requeued>, INarrowsToChatbot
{
    public const int MaxIds = PageRequest.MaxSize;
}

/// <summary>Makes a batch of the dead letters that a filter finds due again, oldest first.</summary>
/// <param name="Limit">1 to <see cref="RequeueMessages.MaxIds"/>.</param>
/// <param name="After"><see cref="Requeued.Next"/> of the batch before; null for the first one.</param>
[RequiresScope(ApiKeyScopes.Send)]
public sealed record RequeueDeadLetters(DeadLetterFilter Filter, int Limit, string? After) : ICommand<Requeued>, INarrowsToChatbot;

/// <summary>What came of requeueing a batch.</summary>
/// <param name="Ids">Those that are due again.</param>
/// <param name="Next">Where the next batch begins; null when there is none.</param>
public sealed record Requeued(IReadOnlyList<MessageId> Ids, IReadOnlyList<RefusedRequeue> Refused, string? Next);

/// <summary>A message that was not requeued, and why.</summary>
public sealed record RefusedRequeue(MessageId Id, Error Error);

/// <summary>Which dead letters; what is null does not matter.</summary>
/// <param name="Statuses">Of <see cref="MessageStatus.Failed"/>, <see cref="MessageStatus.Undelivered"/> and <see cref="MessageStatus.Expired"/>.</param>
/// <param name="Codes">The provider's codes, or ours.</param>
/// <param name="Since">Created at this time or later.</param>
/// <param name="Until">Created before this time.</param>
public sealed record DeadLetterFilter(
    ChatbotId? ChatbotId = null,
    IReadOnlyList<MessageStatus>? Statuses = null,
    IReadOnlyList<string>? Codes = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null)
{
    private const int MaxCodes = 20;
    private const int MaxCodeLength = 64;

    private static readonly Error NoDeadLetter = Error.Validation(
        "status.not_dead", "Dead letters are FAILED, UNDELIVERED or EXPIRED.", "statuses");

    private static readonly Error TooManyCodes = Error.Validation(
        "codes.too_many", $"At most {MaxCodes} codes can be named at once.", "codes");

    private static readonly Error BadCode = Error.Validation(
        "codes.invalid", $"A code has 1 to {MaxCodeLength} letters, digits and signs.", "codes");

    private static readonly Error Backwards = Error.Validation("until.not_after_since", "until lies after since.", "until");

    /// <summary>As a condition on a message; null for none.</summary>
    public Result<Expression<Func<Message, bool>>?> ToCondition()
    {
        if (Statuses?.Any(status => !IsDead(status)) == true)
        {
            return NoDeadLetter;
        }

        if (Codes?.Count > MaxCodes)
        {
            return TooManyCodes;
        }

        if (Codes?.All(code => code.Length is > 0 and <= MaxCodeLength && !code.Any(char.IsControl)) == false)
        {
            return BadCode;
        }

        if (Until <= Since)
        {
            return Backwards;
        }

        var (statuses, codes, since, until) = (Statuses, Codes, Since, Until);
        Expression<Func<Message, bool>>?[] terms =
        [
            statuses is { Count: > 0 } ? message => statuses.Contains(message.Status) : null,
            codes is { Count: > 0 } ? message => codes.Contains(message.ErrorCode!) : null,
            since is { } from ? message => message.CreatedAt >= from : null,
            until is { } to ? message => message.CreatedAt < to : null,
        ];
        return Result<Expression<Func<Message, bool>>?>.Success(terms.OfType<Expression<Func<Message, bool>>>().Aggregate(
            (Expression<Func<Message, bool>>?)null,
            (all, term) => all is null ? term : And(all, term)));
    }

    public static bool IsDead(MessageStatus status) =>
        status is MessageStatus.Failed or MessageStatus.Undelivered or MessageStatus.Expired;

    // Each term has a parameter of its own; a filter only looks at the properties that are read of one.
    private static Expression<Func<Message, bool>> And(Expression<Func<Message, bool>> left, Expression<Func<Message, bool>> right) =>
        Expression.Lambda<Func<Message, bool>>(Expression.AndAlso(left.Body, right.Body), left.Parameters);
}
