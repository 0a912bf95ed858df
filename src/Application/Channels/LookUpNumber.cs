using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>Asks the provider what it knows of a phone number.</summary>
/// <param name="Number">In E.164.</param>
[RequiresRole(WorkspaceRole.Owner)]
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record LookUpNumber(ChatbotId ChatbotId, IntegrationId Id, string Number) : IQuery<NumberFacts>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <param name="IsValid">A number of this form exists.</param>
/// <param name="CountryCode">ISO 3166, two letters; null when it is not known.</param>
/// <param name="NationalFormat">As it is written in its country.</param>
public sealed record NumberFacts(string Number, bool IsValid, string? CountryCode, string? NationalFormat);

public interface INumberLookUp
{
    /// <summary>Takes a few seconds at most.</summary>
    Task<Result<NumberFacts>> LookUpAsync(string number, ChannelConnection connection, CancellationToken cancellationToken);
}
