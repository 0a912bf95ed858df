using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Marks what a contact wrote as read, for everybody in the workspace. What was read once stays read.</summary>
/// <param name="UpTo">The last message that was seen; null for all there are by now.</param>
public sealed record MarkConversationRead(ConversationId Id, MessageId? UpTo) : ICommand<Done>, INarrowsToChatbot;
