namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Gives conversations that a person leads back to their bot where nobody wrote for as long as the chatbot is set to wait. The bot
/// answers what is written from then on.
/// </summary>
public sealed record ReturnIdleConversations : ICommand<int>, ISystemRequest;
