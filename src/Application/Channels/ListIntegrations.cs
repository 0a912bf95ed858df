using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>A chatbot's integrations, and the channels it could be connected to. There are at most as many as channels.</summary>
public sealed record ListIntegrations(ChatbotId ChatbotId) : IQuery<IntegrationList>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

public sealed record IntegrationList(IReadOnlyList<Views.Integration> Integrations, IReadOnlyList<ChannelDescription> Channels);

/// <summary>The integrations of many chatbots, because the schema lists them under a list of chatbots.</summary>
public sealed record ListIntegrationsOfChatbots(IReadOnlyCollection<Guid> ChatbotIds) : IQuery<ILookup<Guid, Views.Integration>>, INarrowsToChatbot;

/// <summary>Integrations by id; deleted ones and those of other workspaces are not in the answer.</summary>
public sealed record GetIntegrations(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.Integration>>, INarrowsToChatbot;

/// <summary>The channels that a chatbot can be connected to here, for forms.</summary>
public sealed record ListChannels : IQuery<IReadOnlyList<ChannelDescription>>, INarrowsToChatbot;

/// <summary>A channel that can be set up, for a form.</summary>
public sealed record ChannelDescription(Channel Channel, string Name, IReadOnlyList<CredentialField> Fields, MessageLimits Limits);

/// <summary>A page of what happened with a chatbot's integrations, newest first; deleted ones included.</summary>
/// <param name="IntegrationId">Only those of one.</param>
public sealed record ListIntegrationLogs(ChatbotId ChatbotId, IntegrationId? IntegrationId, ListRequest<Views.IntegrationLog> Request)
    : IQuery<Page<Views.IntegrationLog>>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>A page of what happened with each integration, newest first. Integrations of other workspaces have none.</summary>
public sealed record ListLogsOfIntegrations(IReadOnlyCollection<Guid> IntegrationIds, ListRequest<Views.IntegrationLog> Request)
    : IQuery<IReadOnlyDictionary<Guid, Page<Views.IntegrationLog>>>, INarrowsToChatbot;

/// <summary>How to point the provider at a chatbot.</summary>
/// <param name="Origin">The address to name when none is configured: the one the question came to.</param>
public sealed record GetSetupInstructions(ChatbotId ChatbotId, Channel Channel, string Origin) : IQuery<SetupInstructions>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <param name="Warning">Why the addresses may not work; null when nothing speaks against them.</param>
public sealed record SetupInstructions(
    Channel Channel, string Name, ChannelAddresses Addresses, IReadOnlyList<SetupStep> Steps, IReadOnlyList<CredentialField> Fields, string? Warning);
