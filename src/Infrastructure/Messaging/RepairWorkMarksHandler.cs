using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed partial class RepairWorkMarksHandler(
    NpgsqlDataSource database, WorkSignal work, TimeProvider clock, ILogger<RepairWorkMarksHandler> logger)
    : ICommandHandler<RepairWorkMarks, int>
{
    public async Task<Result<int>> Handle(RepairWorkMarks command, CancellationToken cancellationToken)
    {
        // Both read partial indexes that hold unfinished messages only.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            UPDATE messaging.conversation_activity AS a
            SET answer_due_at = $1, burst_started_at = $1
            WHERE a.answer_due_at IS NULL AND a.conversation_id IN (
                SELECT m.conversation_id FROM messaging.messages AS m WHERE m.direction = 'inbound' AND NOT m.processed)
            """)
            .Add(clock.GetUtcNow());
        batch.Add("""
            UPDATE messaging.conversation_activity AS a
            SET delivery_due_at = $1
            WHERE a.delivery_due_at IS NULL AND a.conversation_id IN (
                SELECT m.conversation_id FROM messaging.messages AS m
                WHERE m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unconfirmed'))
            """)
            .Add(clock.GetUtcNow());

        var found = await batch.ExecuteNonQueryAsync(cancellationToken);
        if (found > 0)
        {
            LogFound(found);
            work.AnswersMayBeDue();
            work.DeliveriesMayBeDue();
        }

        return found;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} conversations had unfinished messages and no mark of it.")]
    private partial void LogFound(int count);
}
