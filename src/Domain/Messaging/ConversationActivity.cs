using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Messaging;

/// <summary>What changes in a conversation with every message: when somebody last wrote, and what work is due.</summary>
/// <remarks>
/// The two due times make the conversation the unit of work: one lease for its answer, one for its deliveries, so that both keep
/// their order. Its row is also the conversation's lock: whoever adds to a conversation or decides what is due in it takes it first.
/// </remarks>
public sealed class ConversationActivity
{
    private ConversationActivity(ConversationId conversationId, WorkspaceId workspaceId, string ourAddress)
    {
        ConversationId = conversationId;
        WorkspaceId = workspaceId;
        OurAddress = ourAddress;
    }

    public ConversationId ConversationId { get; }

    public WorkspaceId WorkspaceId { get; }

    /// <summary>The address of ours that the contact last used; answers leave from it.</summary>
    public string OurAddress { get; private set; }

    /// <summary>How many inbound messages were stored; tells an answer whether it saw them all.</summary>
    public long InboundCount { get; private set; }

    public DateTimeOffset? LastInboundAt { get; private set; }

    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>When the unanswered burst began; bounds how long the quiet window can be pushed out.</summary>
    public DateTimeOffset? BurstStartedAt { get; private set; }

    /// <summary>When the answer step is due; null when nothing waits for an answer.</summary>
    public DateTimeOffset? AnswerDueAt { get; private set; }

    public DateTimeOffset? AnswerLeaseUntil { get; private set; }

    /// <summary>Counts the answer leases; a worker whose number is no longer current changes nothing.</summary>
    public long AnswerFence { get; private set; }

    /// <summary>When the oldest unsent message is due; null when nothing waits to be sent.</summary>
    public DateTimeOffset? DeliveryDueAt { get; private set; }

    public DateTimeOffset? DeliveryLeaseUntil { get; private set; }

    /// <summary>Counts the delivery leases; a worker whose number is no longer current changes nothing.</summary>
    public long DeliveryFence { get; private set; }
}
