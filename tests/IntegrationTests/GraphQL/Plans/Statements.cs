using System.Diagnostics;
using Npgsql;

namespace SmsPlatform.IntegrationTests.GraphQL.Plans;

/// <summary>A command as it went to PostgreSQL, to be sent again.</summary>
internal sealed record Statement(string Sql, IReadOnlyList<NpgsqlParameter> Parameters);

/// <summary>Keeps the commands that requests cause, with their values. Each request carries a trace of its own; workers are not kept.</summary>
internal sealed class Statements : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<Statement> _kept = [];
    private ActivityTraceId? _trace;

    public Statements()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == _trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Makes a data source tell of what it sends.</summary>
    public void Watch(NpgsqlDataSourceBuilder database) => database.ConfigureTracing(options => options
        .ConfigureCommandEnrichmentCallback((activity, command) => Keep(activity, command.CommandText, command.Parameters))
        .ConfigureBatchEnrichmentCallback((activity, batch) =>
        {
            foreach (var command in batch.BatchCommands.Cast<NpgsqlBatchCommand>())
            {
                Keep(activity, command.CommandText, command.Parameters);
            }
        }));

    /// <summary>The commands that the requests within <paramref name="work"/> caused.</summary>
    public async Task<IReadOnlyList<Statement>> KeepAsync(Func<Task> work)
    {
        using var trace = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        _trace = trace.TraceId;
        await work();
        _trace = null;
        lock (_kept)
        {
            Statement[] kept = [.. _kept];
            _kept.Clear();
            return kept;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Activity activity, string sql, NpgsqlParameterCollection parameters)
    {
        if (activity.TraceId == _trace)
        {
            lock (_kept)
            {
                _kept.Add(new Statement(sql, [.. parameters.Select(parameter => parameter.Clone())]));
            }
        }
    }
}
