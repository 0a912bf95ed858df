using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Operations;

/// <summary>What admins see and steer.</summary>
internal static class OperationsModule
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<JobBoard>();
        services.AddJob<ForgetOldJobRunsJob>("forget-old-job-runs", TimeSpan.FromHours(1), "Forgets runs of jobs older than 30 days.");
        return services;
    }
}
