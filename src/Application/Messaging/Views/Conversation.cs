using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>A thread of one contact with one chatbot on one channel, as readers see it.</summary>
public sealed class Conversation
{
    public Guid Id { get; init; }

    public Channel Channel { get; init; }

    public ConversationMode Mode { get; init; }

    public string ContactAddress { get; init; } = "";

    public string OurAddress { get; init; } = "";

    /// <summary>Since when the contact must not be written to.</summary>
    public DateTimeOffset? OptedOutAt { get; init; }

    public DateTimeOffset? LastInboundAt { get; init; }

    public DateTimeOffset LastMessageAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Guid ContactId { get; init; }

    /// <summary>The contact, where it was read along with the conversation: of it no more than was asked for.</summary>
    public Contact? Contact { get; init; }

    public Guid ChatbotId { get; init; }

    /// <summary>The member who looks after it; null for nobody in particular.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>How many of the contact's messages nobody has read yet.</summary>
    public int UnreadCount { get; init; }
}

/// <summary>A person who writes to us.</summary>
public sealed class Contact
{
    public Guid Id { get; init; }

    public string? DisplayName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One call to a provider for one message.</summary>
public sealed class DeliveryAttempt
{
    /// <summary>Counts from one.</summary>
    public int Number { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public AttemptOutcome? Outcome { get; init; }

    public string? ExternalId { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }
}
