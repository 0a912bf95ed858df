using MediatR;
using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Runs <see cref="ReturnIdleConversations"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class ReturnIdleConversationsJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new ReturnIdleConversations(), cancellationToken);
}

internal sealed class ReturnIdleConversationsHandler(NpgsqlDataSource database, TimeProvider clock) : ICommandHandler<ReturnIdleConversations, int>
{
    private const int BatchSize = 500;

    /// <remarks>
    /// What waits to be looked at was written to the person: it is passed over until the answer step has seen it. One that somebody
    /// works on is passed over too, and looked at again a minute later: whoever changes many conversations at once would else wait for one
    /// of these while it holds another.
    /// </remarks>
    private const string Sql = """
        WITH idle AS (
            SELECT c.id
            FROM messaging.conversations AS c
            JOIN chatbots.chatbots AS b ON b.id = c.chatbot_id
            JOIN messaging.conversation_activity AS a ON a.conversation_id = c.id
            WHERE c.mode = 'human' AND a.answer_due_at IS NULL
              AND greatest(a.last_message_at, c.mode_at) <= $1 - b.return_to_bot_after
            LIMIT $2
            FOR UPDATE OF a SKIP LOCKED
            FOR NO KEY UPDATE OF c SKIP LOCKED
        )
        UPDATE messaging.conversations AS c SET mode = 'bot', mode_at = $1
        FROM idle
        WHERE c.id = idle.id AND c.mode = 'human'
        """;

    public async Task<Result<int>> Handle(ReturnIdleConversations command, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            await using var statement = database.CreateCommand(Sql);
            statement.Add(clock.GetUtcNow()).Add(BatchSize);
            var returned = await statement.ExecuteNonQueryAsync(cancellationToken);
            total += returned;
            if (returned < BatchSize)
            {
                return total;
            }
        }
    }
}
