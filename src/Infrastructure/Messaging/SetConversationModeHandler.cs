using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class SetConversationModeHandler(NpgsqlDataSource database, WorkSignal work, ICaller caller, TimeProvider clock)
    : ICommandHandler<SetConversationMode, Done>
{
    public async Task<Result<Done>> Handle(SetConversationMode command, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await SetAsync(connection, command, cancellationToken))
        {
            return MessagingErrors.NotFound(command.Id);
        }

        if (command.Mode != ConversationMode.Bot)
        {
            await WithdrawAsync(connection, command.Id, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        work.DeliveriesMayBeDue();
        return Done.Value;
    }

    private async Task<bool> SetAsync(NpgsqlConnection connection, SetConversationMode command, CancellationToken cancellationToken)
    {
        await using var set = new NpgsqlCommand(
            """
            UPDATE messaging.conversations SET mode = $4
            WHERE id = $1 AND workspace_id = $2 AND ($3 IS NULL OR chatbot_id = $3)
            """,
            connection);
        set.Add(command.Id.Value)
            .Add(caller.WorkspaceId!.Value.Value)
            .AddNullable(caller.OnlyChatbot)
            .Add(EnumText<ConversationMode>.Text(command.Mode));
        return await set.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Withdraws what the bot wrote and nobody has begun to send. What it queues at this very moment, the delivery step withdraws.</summary>
    /// <remarks>Now, and not only there: given back to the bot a moment later, they must not go after all.</remarks>
    private async Task WithdrawAsync(NpgsqlConnection connection, ConversationId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE messaging.messages
            SET status = 'canceled', status_rank = $2, status_at = $5, status_source = 'manual', next_attempt_at = NULL, error_code = $3, error_message = $4
            WHERE conversation_id = $1 AND direction = 'outbound' AND status = 'queued' AND is_automatic
            """,
            connection);
        command.Add(id.Value)
            .Add(MessageStatus.Canceled.Rank())
            .Add(MessagingErrors.TakenOver.Code)
            .Add(MessagingErrors.TakenOver.Message)
            .Add(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
