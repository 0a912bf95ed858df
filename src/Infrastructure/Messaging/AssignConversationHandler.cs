using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class AssignConversationHandler(NpgsqlDataSource database, ICaller caller) : ICommandHandler<AssignConversation, Done>
{
    public async Task<Result<Done>> Handle(AssignConversation command, CancellationToken cancellationToken)
    {
        await using var statement = database.CreateCommand("""
            WITH found AS (
                SELECT c.id, $4::uuid IS NULL OR EXISTS (
                    SELECT FROM accounts.members AS m WHERE m.workspace_id = c.workspace_id AND m.user_id = $4) AS may_be
                FROM messaging.conversations AS c
                WHERE c.id = $1 AND c.workspace_id = $2 AND ($3 IS NULL OR c.chatbot_id = $3)
            ), assigned AS (
                UPDATE messaging.conversations AS c SET assigned_to = $4
                FROM found WHERE found.may_be AND c.id = found.id
            )
            SELECT may_be FROM found
            """);
        statement.Add(command.Id.Value)
            .Add(caller.WorkspaceId!.Value.Value)
            .AddNullable(caller.OnlyChatbot)
            .AddNullable(command.Member?.Value);
        try
        {
            return await statement.ExecuteScalarAsync(cancellationToken) switch
            {
                null => MessagingErrors.NotFound(command.Id),
                false => AccountsErrors.MemberNotFound,
                _ => Done.Value,
            };
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // The member left at this very moment.
            return AccountsErrors.MemberNotFound;
        }
    }
}
