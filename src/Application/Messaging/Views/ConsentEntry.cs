using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>One entry of the ledger of consent: a contact opted out of a conversation, or in again.</summary>
public sealed class ConsentEntry
{
    public Guid Id { get; init; }

    public ConsentKind Kind { get; init; }

    /// <summary>How it became known, such as <c>keyword</c>.</summary>
    public string Source { get; init; } = "";

    public Guid? MessageId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
