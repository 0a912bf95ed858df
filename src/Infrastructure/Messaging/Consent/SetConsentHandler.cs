using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Consent;

internal sealed class SetConsentHandler(NpgsqlDataSource database, ICaller caller, TimeProvider clock) : ICommandHandler<SetConsent, Done>
{
    public async Task<Result<Done>> Handle(SetConsent command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var statement = database.CreateCommand("""
            WITH said AS (
                UPDATE messaging.conversations
                SET opted_out_at = CASE WHEN $3 = 'opt_out' THEN coalesce(opted_out_at, $4) END
                WHERE id = $1 AND workspace_id = $2
                RETURNING id, workspace_id
            )
            INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, created_at)
            SELECT $5, workspace_id, id, $3, 'console', $4 FROM said
            """);
        statement.Add(command.ConversationId.Value)
            .Add(caller.WorkspaceId?.Value ?? Guid.Empty)
            .Add(EnumText<ConsentKind>.Text(command.Kind))
            .Add(now)
            .Add(ConsentEntryId.New(now).Value);
        return await statement.ExecuteNonQueryAsync(cancellationToken) > 0
            ? Done.Value
            : MessagingErrors.NotFound(command.ConversationId);
    }
}
