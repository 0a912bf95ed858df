using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Says who answers a conversation. Taken from the bot, its answers that wait to be sent are withdrawn; given back to it, only
/// what is written from then on is answered. While it is closed nobody can reply in it.
/// </summary>
public sealed record SetConversationMode(ConversationId Id, ConversationMode Mode) : ICommand<Done>, INarrowsToChatbot;
