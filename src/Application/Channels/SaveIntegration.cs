using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>Connects a chatbot to a channel, or changes its connection.</summary>
/// <param name="Fields">By field name. What is left out stays as it is; an empty text removes an optional one.</param>
/// <param name="Enable">Null leaves it as it is; a new one is off until it is switched on.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record SaveIntegration(ChatbotId ChatbotId, Channel Channel, IReadOnlyDictionary<string, string> Fields, bool? Enable = null)
    : ICommand<Views.Integration>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;

    /// <summary>Keeps secrets out of logs and exceptions.</summary>
    public override string ToString() => $"SaveIntegration {Channel} of {ChatbotId}";
}
