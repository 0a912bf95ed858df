using MediatR;
using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <summary>Runs <see cref="ForgetDeletedMedia"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetDeletedMediaJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new ForgetDeletedMedia(), cancellationToken);
}

/// <remarks>A trigger notes the key of each row that goes, whatever took it along; the note goes after the bytes.</remarks>
internal sealed class ForgetDeletedMediaHandler(NpgsqlDataSource database, IMediaStore store) : ICommandHandler<ForgetDeletedMedia, int>
{
    private const int BatchSize = 100;

    public async Task<Result<int>> Handle(ForgetDeletedMedia command, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        while (await ReadAsync(cancellationToken) is { Length: > 0 } keys)
        {
            foreach (var key in keys)
            {
                await store.DeleteAsync(key, cancellationToken);
            }

            await using var delete = database.CreateCommand("DELETE FROM messaging.deleted_media WHERE storage_key = ANY ($1)");
            delete.Add(keys);
            await delete.ExecuteNonQueryAsync(cancellationToken);
            forgotten += keys.Length;
        }

        return forgotten;
    }

    private async Task<string[]> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT storage_key FROM messaging.deleted_media LIMIT $1");
        command.Add(BatchSize);
        return [.. await command.ReadAllAsync(row => row.GetString(0), cancellationToken)];
    }
}
