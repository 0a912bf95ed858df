using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Messaging;

/// <summary>A page of the workspace's messages, newest first.</summary>
/// <param name="Channel">Only those of one channel; null for all.</param>
public sealed record ListMessages(Channel? Channel, ListRequest<Message> Request) : IQuery<Page<Message>>, INarrowsToChatbot;

/// <summary>A page of each conversation's messages, newest first. Conversations of other workspaces have none.</summary>
/// <remarks>Takes many conversations, because the schema lists messages under a list of conversations.</remarks>
public sealed record ListMessagesOfConversations(IReadOnlyCollection<Guid> ConversationIds, ListRequest<Message> Request)
    : IQuery<IReadOnlyDictionary<Guid, Page<Message>>>, INarrowsToChatbot;

/// <summary>Messages by id; those of other workspaces are not in the answer.</summary>
public sealed record GetMessages(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Message>>, INarrowsToChatbot;

/// <summary>The attempts to send each message, in their order.</summary>
public sealed record ListAttempts(IReadOnlyCollection<Guid> MessageIds) : IQuery<ILookup<Guid, DeliveryAttempt>>, INarrowsToChatbot;

/// <summary>A page of the workspace's conversations, the latest first.</summary>
public sealed record ListConversations(ListRequest<Conversation> Request) : IQuery<Page<Conversation>>, INarrowsToChatbot
{
    /// <summary>Only those that one member looks after.</summary>
    public UserId? AssignedTo { get; init; }

    /// <summary>Only those that nobody in particular looks after.</summary>
    public bool Unassigned { get; init; }
}

/// <summary>Conversations by id; those of other workspaces are not in the answer.</summary>
public sealed record GetConversations(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Conversation>>, INarrowsToChatbot;

/// <summary>Contacts by id; those of other workspaces are not in the answer.</summary>
public sealed record GetContacts(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Contact>>, INarrowsToChatbot;

/// <summary>A page of each conversation's ledger of consent, newest first. Conversations of other workspaces have none.</summary>
public sealed record ListConsentOfConversations(IReadOnlyCollection<Guid> ConversationIds, ListRequest<ConsentEntry> Request)
    : IQuery<IReadOnlyDictionary<Guid, Page<ConsentEntry>>>, INarrowsToChatbot;

/// <summary>Where answers came from, by their first message; a message that is no answer is not in it.</summary>
public sealed record GetAnswers(IReadOnlyCollection<Guid> MessageIds) : IQuery<IReadOnlyDictionary<Guid, Views.Answer>>, INarrowsToChatbot;
