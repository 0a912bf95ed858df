using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Messaging;

/// <summary>
/// A thread of one contact address with one chatbot on one channel. It owns the contact's consent:
/// while the contact is opted out, nothing can be composed.
/// </summary>
/// <remarks>
/// Messages are their own aggregates, because a thread grows without bound. The two due times make it the
/// unit of work: one lease for its answer, one for its deliveries, so that both keep their order.
/// </remarks>
public sealed class Conversation
{
    private Conversation(
        ConversationId id,
        WorkspaceId workspaceId,
        ChatbotId chatbotId,
        IntegrationId integrationId,
        ContactId contactId,
        Channel channel,
        string contactAddress,
        string ourAddress,
        DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        IntegrationId = integrationId;
        ContactId = contactId;
        Channel = channel;
        ContactAddress = contactAddress;
        OurAddress = ourAddress;
        CreatedAt = createdAt;
    }

    public ConversationId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    public IntegrationId IntegrationId { get; private set; }

    public ContactId ContactId { get; }

    public Channel Channel { get; }

    public string ContactAddress { get; }

    /// <summary>The address of ours that the contact last used; answers leave from it.</summary>
    public string OurAddress { get; private set; }

    public ConversationMode Mode { get; private set; } = ConversationMode.Bot;

    public DateTimeOffset? OptedOutAt { get; private set; }

    /// <summary>How many inbound messages were stored; tells an answer whether it saw them all.</summary>
    public long InboundCount { get; private set; }

    public DateTimeOffset? LastInboundAt { get; private set; }

    public DateTimeOffset? LastMessageAt { get; private set; }

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

    public DateTimeOffset CreatedAt { get; }
}
