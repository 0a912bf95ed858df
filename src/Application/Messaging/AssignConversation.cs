using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Says which member of the workspace looks after a conversation. Who answers it is another question: see <see cref="SetConversationMode"/>.</summary>
/// <param name="Member">Null for nobody in particular.</param>
public sealed record AssignConversation(ConversationId Id, UserId? Member) : ICommand<Done>, INarrowsToChatbot;
