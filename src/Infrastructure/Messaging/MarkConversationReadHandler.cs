using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <remarks>
/// Counts what came after the last message that was seen, which is little, rather than what came before. With a message that is none of
/// this conversation's, nothing came after it that is not there.
/// </remarks>
internal sealed class MarkConversationReadHandler(NpgsqlDataSource database, ICaller caller) : ICommandHandler<MarkConversationRead, Done>
{
    public async Task<Result<Done>> Handle(MarkConversationRead command, CancellationToken cancellationToken)
    {
        await using var statement = database.CreateCommand("""
            WITH found AS (
                SELECT c.id, (
                    SELECT m.seq FROM messaging.messages AS m WHERE m.id = $4 AND m.conversation_id = c.id) AS up_to
                FROM messaging.conversations AS c
                WHERE c.id = $1 AND c.workspace_id = $2 AND ($3 IS NULL OR c.chatbot_id = $3)
            ), marked AS (
                UPDATE messaging.conversations AS c
                SET read_count = greatest(c.read_count, a.inbound_count - CASE WHEN $4::uuid IS NULL THEN 0 ELSE (
                    SELECT count(*) FROM messaging.messages AS later
                    WHERE later.conversation_id = c.id AND later.seq > found.up_to AND later.direction = 'inbound') END)
                FROM found
                JOIN messaging.conversation_activity AS a ON a.conversation_id = found.id
                WHERE c.id = found.id AND ($4::uuid IS NULL OR found.up_to IS NOT NULL)
            )
            SELECT $4::uuid IS NULL OR up_to IS NOT NULL FROM found
            """);
        statement.Add(command.Id.Value)
            .Add(caller.WorkspaceId!.Value.Value)
            .AddNullable(caller.OnlyChatbot)
            .AddNullable(command.UpTo?.Value);
        return await statement.ExecuteScalarAsync(cancellationToken) switch
        {
            null => MessagingErrors.NotFound(command.Id),
            false => MessagingErrors.NotFound(command.UpTo!.Value),
            _ => Done.Value,
        };
    }
}
