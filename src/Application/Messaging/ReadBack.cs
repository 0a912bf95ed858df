using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;
using Conversation = SmsPlatform.Application.Messaging.Views.Conversation;
using Message = SmsPlatform.Application.Messaging.Views.Message;

namespace SmsPlatform.Application.Messaging;

/// <summary>The message that a command was about, for whoever was allowed to send that command: a key that only sends sees what it sent.</summary>
/// <remarks>For edges, after the command has succeeded.</remarks>
[RequiresScope(ApiKeyScopes.None)]
public sealed record ReadBackMessage(MessageId Id) : IQuery<Message>, INarrowsToChatbot;

/// <summary>The conversation that a command was about, for whoever was allowed to send that command.</summary>
/// <remarks>For edges, after the command has succeeded.</remarks>
[RequiresScope(ApiKeyScopes.None)]
public sealed record ReadBackConversation(ConversationId Id) : IQuery<Conversation>, INarrowsToChatbot;
