namespace SmsPlatform.Domain.Messaging;

/// <summary>The expected failures of messaging.</summary>
public static class MessagingErrors
{
    public static readonly Error InvalidPhoneNumber =
        Error.Validation("phone_number.invalid", "The phone number is not in E.164 form, such as +14155550123.");

    public static readonly Error EmptyMessage =
        Error.Validation("message.empty", "A message needs a text or a medium.", "body");

    public static readonly Error MessageTooLong =
        Error.Validation("message.too_long", "The text is too long.", "body");

    public static readonly Error TooManyMedia =
        Error.Validation("message.too_many_media", "A message carries at most ten media.", "mediaUrls");

    public static readonly Error InvalidText =
        Error.Validation("message.invalid_text", "The text contains a NUL character.", "body");

    public static readonly Error InvalidMediaUrl =
        Error.Validation("message.invalid_media_url", "Media are named by absolute http or https addresses.", "mediaUrls");

    public static readonly Error KeyConflict =
        Error.Conflict("idempotency_key.conflict", "This idempotency key was used for another request.");

    public static readonly Error NotInbound =
        Error.Refused("message.not_inbound", "Only a received message can be marked as processed.");

    public static readonly Error ContactOptedOut =
        Error.Refused("message.opted_out", "The contact has opted out and must not be written to.");

    public static readonly Error Expired =
        Error.Refused("message.expired", "The message became too old to be sent.");

    public static readonly Error TakenOver =
        Error.Refused("message.taken_over", "A person took over the conversation before the automatic answer was sent.");

    public static readonly Error ConversationClosed =
        Error.Conflict("conversation.closed", "The conversation is closed. Open it before you reply.");

    public static readonly Error NotOutbound =
        Error.Conflict("message.not_outbound", "Only a message of ours can be sent again.");

    public static Error NotRetryable(MessageStatus status) => Error.Conflict(
        "message.not_retryable", $"Only a failed, undelivered, expired or canceled message can be sent again; this one is {status.ToString().ToLowerInvariant()}.");

    public static readonly Error Unconfirmed =
        new("message.unconfirmed", "The provider never said whether it took the message, and does not list it.", ErrorKind.Unavailable);

    public static readonly Error PlaceNotFound =
        Error.NotFound("cursor.not_found", "`after` names a message, or a change of one, that is not there.");

    public static readonly Error PlaceForgotten = Error.Refused(
        "cursor.forgotten", "Not everything after this place is still kept. Read the list anew, and subscribe after its newest message.");

    public static Error OverBudget(int segments, int budget) => Error.Refused(
        "message.over_budget",
        $"The text takes {segments} segments, and the chatbot's budget is {budget}. Shorten it, or raise the budget.") with
    { Field = "body" };

    public static Error NotFound(MessageId id) => Error.NotFound("message.not_found", $"There is no message {id}.");

    public static Error NotFound(ConversationId id) => Error.NotFound("conversation.not_found", $"There is no conversation {id}.");
}
