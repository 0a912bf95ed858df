using SmsPlatform.Application.Operations.Views;
using SmsPlatform.Infrastructure.Lists;

namespace SmsPlatform.Infrastructure.Operations;

/// <summary>How the module's views are read.</summary>
internal static class OperationsTables
{
    /// <summary>Of the whole installation, for admins alone.</summary>
    public static SqlTable<JobRun> JobRuns { get; } =
        new SqlTable<JobRun>("job_runs", "operations.job_runs AS r", workspaceColumn: null)
        {
            Key = nameof(JobRun.Id),
            DefaultOrder = [nameof(JobRun.Id)],
        }
        .Column(r => r.Id, "r.id", isIndexed: true, isSortable: true)
        .Column(r => r.Job, "r.job", isIndexed: true)
        .Column(r => r.Node, "r.node")
        .Column(r => r.IsManual, "r.is_manual")
        .EnumColumn(r => r.Outcome, "r.outcome", isIndexed: true)
        .Column(r => r.StartedAt, "r.started_at", isIndexed: true)
        .Column(r => r.FinishedAt, "r.finished_at")
        .Column(r => r.Count, "r.count")
        .Column(r => r.Error, "r.error");
}
