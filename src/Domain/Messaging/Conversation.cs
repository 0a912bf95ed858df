using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Messaging;

/// <summary>
/// A thread of one contact address with one chatbot on one channel. It owns the contact's consent:
/// while the contact is opted out, nothing can be composed.
/// </summary>
/// <remarks>
/// Messages are their own aggregates, because a thread grows without bound. What changes with every message stands apart, in
/// <see cref="ConversationActivity"/>: a conversation itself hardly ever changes.
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
        DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        IntegrationId = integrationId;
        ContactId = contactId;
        Channel = channel;
        ContactAddress = contactAddress;
        CreatedAt = createdAt;
    }

    public ConversationId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    /// <summary>The chatbot's only one on the channel.</summary>
    public IntegrationId IntegrationId { get; }

    public ContactId ContactId { get; }

    public Channel Channel { get; }

    public string ContactAddress { get; }

    public ConversationMode Mode { get; private set; } = ConversationMode.Bot;

    /// <summary>When the mode was last changed; null while it never was.</summary>
    public DateTimeOffset? ModeAt { get; private set; }

    /// <summary>The member of the workspace who looks after it; null for nobody in particular.</summary>
    public UserId? AssignedTo { get; private set; }

    /// <summary>
    /// How many of its inbound messages people have read, in the order they came. The rest of
    /// <see cref="ConversationActivity.InboundCount"/> is unread, which is counted anyway: reading costs a write, receiving none.
    /// </summary>
    public long ReadCount { get; private set; }

    public DateTimeOffset? OptedOutAt { get; private set; }

    public DateTimeOffset CreatedAt { get; }
}
