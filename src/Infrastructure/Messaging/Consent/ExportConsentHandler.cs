using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Consent;

internal sealed class ExportConsentHandler(PlatformDbContext db, NpgsqlDataSource database, ICaller caller)
    : IQueryHandler<ExportConsent, IAsyncEnumerable<string>>
{
    public async Task<Result<IAsyncEnumerable<string>>> Handle(ExportConsent query, CancellationToken cancellationToken) =>
        caller.WorkspaceId is { } workspace && await db.Chatbots.AnyAsync(chatbot => chatbot.Id == query.ChatbotId, cancellationToken)
            ? Result<IAsyncEnumerable<string>>.Success(LinesAsync(workspace, query.ChatbotId, CancellationToken.None))
            : ChatbotsErrors.NotFound;

    // Row by row, however long the ledger is.
    private async IAsyncEnumerable<string> LinesAsync(
        WorkspaceId workspace, ChatbotId chatbot, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand("""
            SELECT c.contact_address, e.kind, e.created_at, e.source, e.message_id
            FROM messaging.consent_entries AS e
            JOIN messaging.conversations AS c ON c.id = e.conversation_id
            WHERE e.workspace_id = $1 AND c.chatbot_id = $2
            ORDER BY e.created_at, e.id
            """);
        command.Add(workspace.Value).Add(chatbot.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        yield return ConsentCsv.Header;
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return string.Join(
                ',',
                reader.GetString(0),
                reader.GetString(1),
                reader.GetFieldValue<DateTimeOffset>(2).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                reader.GetString(3),
                reader.IsDBNull(4) ? "" : reader.GetGuid(4).ToString("D"));
        }
    }
}
