namespace SmsPlatform.Domain.Messaging;

/// <summary>Who answers a conversation.</summary>
public enum ConversationMode
{
    Bot,
    Human,
    Closed,
}
