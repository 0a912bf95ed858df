using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Domain.Operations;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Scheduling;

/// <summary>Writes the runs of jobs. Never fails: a job is not to be stopped because its run could not be noted.</summary>
internal sealed partial class JobRunLog(NpgsqlDataSource database, ILogger<JobRunLog> logger)
{
    public Task BeginAsync(Guid id, string job, string node, bool isManual, DateTimeOffset startedAt)
    {
        var command = database.CreateCommand("""
            INSERT INTO operations.job_runs (id, job, node, is_manual, outcome, started_at) VALUES ($1, $2, $3, $4, 'running', $5)
            """);
        return WriteAsync(command.Add(id).Add(job).Add(node).Add(isManual).Add(startedAt));
    }

    public Task EndAsync(Guid id, JobOutcome outcome, DateTimeOffset finishedAt, int? count, string? error)
    {
        var command = database.CreateCommand(
            "UPDATE operations.job_runs SET outcome = $2, finished_at = $3, count = $4, error = $5 WHERE id = $1");
        return WriteAsync(command
            .Add(id)
            .Add(EnumText<JobOutcome>.Text(outcome))
            .Add(finishedAt)
            .AddNullable(count)
            .AddNullable(error));
    }

    private async Task WriteAsync(NpgsqlCommand command)
    {
        await using (command)
        {
            try
            {
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
            {
                LogLost(exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A job's run could not be noted: {Reason}")]
    private partial void LogLost(string reason);
}
