using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>A chatbot's integrations, and the channels it could be connected to. There are at most as many as channels.</summary>
public sealed record ListIntegrations(ChatbotId ChatbotId) : IQuery<IntegrationList>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

public sealed record IntegrationList(IReadOnlyList<Views.Integration> Integrations, IReadOnlyList<ChannelRow> Channels);

/// <summary>A channel that can be set up, for a form.</summary>
public sealed record ChannelRow(Channel Channel, string Name, IReadOnlyList<CredentialField> Fields, MessageLimits Limits);

/// <summary>A page of what happened with a chatbot's integrations, newest first; deleted ones included.</summary>
/// <param name="IntegrationId">Only those of one.</param>
public sealed record ListIntegrationLogs(ChatbotId ChatbotId, IntegrationId? IntegrationId, ListRequest<Views.IntegrationLog> Request)
    : IQuery<Page<Views.IntegrationLog>>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>How to point the provider at a chatbot.</summary>
/// <param name="Origin">The address to name when none is configured: the one the question came to.</param>
public sealed record GetSetupInstructions(ChatbotId ChatbotId, Channel Channel, string Origin) : IQuery<SetupInstructions>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <param name="Warning">Why the addresses may not work; null when nothing speaks against them.</param>
public sealed record SetupInstructions(
    Channel Channel, string Name, ChannelAddresses Addresses, IReadOnlyList<SetupStep> Steps, IReadOnlyList<CredentialField> Fields, string? Warning);
