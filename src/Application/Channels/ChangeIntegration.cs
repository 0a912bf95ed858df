using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>Switches an integration on or off. Off, nothing is sent and what waits is held; webhooks are still stored.</summary>
/// <param name="Enable">Null for the opposite of what it is.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ToggleIntegration(ChatbotId ChatbotId, IntegrationId Id, bool? Enable) : ICommand<Views.Integration>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>Asks the provider whether the connection works. What it finds becomes the integration's status.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record TestIntegration(ChatbotId ChatbotId, IntegrationId Id) : ICommand<ConnectionTest>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>Sets the addresses at the provider to this installation's own.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record PointWebhooks(ChatbotId ChatbotId, IntegrationId Id) : ICommand<ConnectionTest>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>Deletes an integration: its credentials are gone, and what waits to be sent fails. Conversations and consents stay with the chatbot.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record DeleteIntegration(ChatbotId ChatbotId, IntegrationId Id) : ICommand<Done>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>Seals every credential that a former key sealed with the current one, in small batches, while everything runs.</summary>
[RequiresAdmin]
public sealed record RotateSecrets : ICommand<SecretRotation>;

/// <param name="KeyId">The key that seals now.</param>
/// <param name="Resealed">Credentials that were sealed anew.</param>
/// <param name="Unreadable">Credentials that no key of this installation opens; they must be entered again.</param>
public sealed record SecretRotation(string KeyId, int Resealed, int Unreadable);

/// <summary>Removes logs, rejections, counts and replaced secrets that are older than they are kept.</summary>
public sealed record ForgetOldIntegrationData : ICommand<int>, ISystemRequest;
