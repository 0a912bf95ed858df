using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Messaging.Consent;

/// <summary>Takes over a ledger from elsewhere, such as the opt-outs of a former provider. All lines are taken over, or none.</summary>
/// <param name="Csv">Lines of <c>address,kind,created_at</c>; all but the address may be left out. See <see cref="ConsentCsv"/>.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ImportConsent(ChatbotId ChatbotId, string Csv) : ICommand<ImportedConsent>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <param name="Entries">New lines of the ledger; what was imported before is not entered twice.</param>
/// <param name="OptedOut">Contacts that may not be written to any more, and could be before.</param>
public sealed record ImportedConsent(int Lines, int Entries, int OptedOut);

/// <summary>The whole ledger of a chatbot, oldest first, as lines of CSV that <see cref="ImportConsent"/> can read.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ExportConsent(ChatbotId ChatbotId) : IQuery<IAsyncEnumerable<string>>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}
