using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Operations;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Operations;

internal sealed class GetBacklogHandler(NpgsqlDataSource database, TimeProvider clock) : IQueryHandler<GetBacklog, Backlog>
{
    public async Task<Result<Backlog>> Handle(GetBacklog query, CancellationToken cancellationToken)
    {
        try
        {
            // Each reads the first entry of a partial index.
            await using var command = database.CreateCommand("""
                SELECT coalesce($1 - (SELECT min(answer_due_at) FROM messaging.conversation_activity WHERE answer_due_at IS NOT NULL), interval '0'),
                       coalesce($1 - (SELECT min(delivery_due_at) FROM messaging.conversation_activity WHERE delivery_due_at IS NOT NULL), interval '0')
                """);
            command.Add(clock.GetUtcNow());
            var rows = await command.ReadAllAsync(
                row => new Backlog(AtLeastZero(row.GetTimeSpan(0)), AtLeastZero(row.GetTimeSpan(1))), cancellationToken);
            return rows[0];
        }
        catch (NpgsqlException)
        {
            return StoreErrors.Unavailable;
        }
    }

    private static TimeSpan AtLeastZero(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
