using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Makes a message that was given up due again, for one more attempt with a provider id of its own. It counts as sent by whoever
/// asks for it, so it goes even if the bot wrote it and no longer leads the conversation.
/// </summary>
[RequiresScope(ApiKeyScopes.Send)]
public sealed record RetryMessage(MessageId Id) : ICommand<Done>, INarrowsToChatbot;
