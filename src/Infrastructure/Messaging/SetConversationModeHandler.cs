using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <remarks>Messages before the conversation, in the order that replies, answers and status reports lock them.</remarks>
internal sealed class SetConversationModeHandler(NpgsqlDataSource database, WorkSignal work, ICaller caller, TimeProvider clock)
    : ICommandHandler<SetConversationMode, Done>
{
    public async Task<Result<Done>> Handle(SetConversationMode command, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (command.Mode != ConversationMode.Bot)
        {
            if (!await IsThereAsync(connection, command, cancellationToken))
            {
                return MessagingErrors.NotFound(command.Id);
            }

            await using var batch = new NpgsqlBatch(connection);
            Takeover.AddWithdrawal(batch, command.Id, clock.GetUtcNow());
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        if (!await SetAsync(connection, command, cancellationToken))
        {
            return MessagingErrors.NotFound(command.Id);
        }

        await transaction.CommitAsync(cancellationToken);
        work.DeliveriesMayBeDue();
        return Done.Value;
    }

    /// <summary>Whether it is the caller's, without a lock.</summary>
    private async Task<bool> IsThereAsync(NpgsqlConnection connection, SetConversationMode command, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(
            """
            SELECT EXISTS (
                SELECT FROM messaging.conversations WHERE id = $1 AND workspace_id = $2 AND ($3 IS NULL OR chatbot_id = $3))
            """,
            connection);
        find.Add(command.Id.Value).Add(caller.WorkspaceId!.Value.Value).AddNullable(caller.OnlyChatbot);
        return (bool)(await find.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<bool> SetAsync(NpgsqlConnection connection, SetConversationMode command, CancellationToken cancellationToken)
    {
        await using var set = new NpgsqlCommand(
            """
            UPDATE messaging.conversations
            SET mode = $4, mode_at = CASE WHEN mode = $4 THEN mode_at ELSE $5 END
            WHERE id = $1 AND workspace_id = $2 AND ($3 IS NULL OR chatbot_id = $3)
            """,
            connection);
        set.Add(command.Id.Value)
            .Add(caller.WorkspaceId!.Value.Value)
            .AddNullable(caller.OnlyChatbot)
            .Add(EnumText<ConversationMode>.Text(command.Mode))
            .Add(clock.GetUtcNow());
        return await set.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
