using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace SmsPlatform.Infrastructure.Scheduling;

/// <summary>The clustered scheduler: each job runs on one node, and moves to another when that node is gone.</summary>
internal static class SchedulingModule
{
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton<JobRunLog>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "SmsPlatform";

                // A job that counts or calls ends early, so that the host stops in time; what it has not done is due again.
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.AddJobListener<JobRecorder>();
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(postgres => postgres.UseRegisteredDataSource = true);
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "scheduler.qrtz_";
                    options.StoreJobDataAsStrings = true;

                    // A run that is later than this was missed, and is left to the next one. Also how often missed ones are looked for.
                    options.MisfireThreshold = TimeSpan.FromSeconds(10);
                });
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(5);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
                });
                store.ProvisionSchema();
            });
        });

        // Before the scheduler's own, which starts to fire once the application has started.
        services.AddHostedService<JobSchedule>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Adds a job that runs again and again on whichever node is free.</summary>
    /// <param name="name">Stable.</param>
    /// <param name="description">What it does, in a sentence for admins.</param>
    public static IServiceCollection AddJob<TJob>(
        this IServiceCollection services, string name, TimeSpan interval, string description, bool runsAtStart = false)
        where TJob : class, IJob =>
        services.AddSingleton(new JobInfo(name, interval, description)
        {
            Detail = JobBuilder.Create<TJob>().WithIdentity(name, JobSchedule.Group).WithDescription(description).StoreDurably().Build(),
            RunsAtStart = runsAtStart,
        });
}
