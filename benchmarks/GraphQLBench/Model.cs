using System.Text.Json.Serialization;

namespace SmsPlatform.GraphQLBench;

[JsonConverter(typeof(UpperCaseEnum<Direction>))]
internal enum Direction
{
    Inbound,
    Outbound,
}

[JsonConverter(typeof(UpperCaseEnum<MessageStatus>))]
internal enum MessageStatus
{
    Queued,
    Sent,
    Delivered,
}

[JsonConverter(typeof(UpperCaseEnum<ConversationStatus>))]
internal enum ConversationStatus
{
    Open,
    Closed,
}

internal sealed record Contact(string Id, string Address, string DisplayName);

internal sealed record Conversation(string Id, ConversationStatus Status, string ContactId);

internal sealed record Message(
    string Id,
    string From,
    string To,
    string Body,
    Direction Direction,
    MessageStatus Status,
    DateTimeOffset CreatedAt,
    int Segments,
    string ConversationId);

internal sealed record MessageInput(
    string From,
    string To,
    string Body,
    Direction Direction,
    MessageStatus Status,
    DateTimeOffset CreatedAt,
    int Segments,
    string ConversationId,
    bool IsTest,
    string[] Tags);

/// <summary>The data, all in memory: 50 messages, each of a conversation of its own, each with a contact of its own.</summary>
internal static class Store
{
    private static readonly string[] Bodies =
    [
        "Hi, is my order on its way? I have not heard from you since Monday.",
        "Your order 4711 has shipped and will arrive tomorrow between 9:00 and 12:00.",
        "Thanks! Please leave it with the neighbour, at \"Café Müller\".",
        "Done. Reply STOP to opt out.",
    ];

    public static readonly Contact[] Contacts = [.. Enumerable.Range(0, 50).Select(i =>
        new Contact($"contact-{i:000}", $"+1415555{i:0000}", $"Customer {i}"))];

    public static readonly Conversation[] Conversations = [.. Enumerable.Range(0, 50).Select(i =>
        new Conversation($"conversation-{i:000}", (ConversationStatus)(i % 2), Contacts[i].Id))];

    public static readonly Message[] Messages = [.. Enumerable.Range(0, 50).Select(i => new Message(
        $"message-{i:000}",
        $"+1415555{i:0000}",
        "+14155550199",
        Bodies[i % Bodies.Length],
        (Direction)(i % 2),
        (MessageStatus)(i % 3),
        new DateTimeOffset(2026, 3, 1, 12, i % 60, 0, 123, TimeSpan.Zero),
        1 + (i % 3),
        Conversations[i].Id))];

    public static readonly Dictionary<string, Contact> ContactsById = Contacts.ToDictionary(contact => contact.Id);

    public static readonly Dictionary<string, Conversation> ConversationsById = Conversations.ToDictionary(conversation => conversation.Id);
}
