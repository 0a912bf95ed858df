using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Leases;

/// <summary>What a <see cref="LeaseWorker{TLease}"/> works on.</summary>
/// <param name="WaitAsync">Waits until there may be work, and no longer than it may go unnoticed.</param>
/// <param name="Claim">Leases as many due pieces as there are places.</param>
/// <param name="Do">Does one.</param>
internal sealed record LeasedWork<TLease>(
    Func<CancellationToken, Task> WaitAsync, Func<int, ICommand<IReadOnlyList<TLease>>> Claim, Func<TLease, ICommand<Done>> Do)
{
    /// <summary>How many pieces at a time.</summary>
    public int Parallel { get; init; } = 16;
}

internal static class LeasedWorkRegistration
{
    /// <summary>Adds a worker of its own for one kind of work.</summary>
    public static IServiceCollection AddLeaseWorker<TLease>(
        this IServiceCollection services, Func<IServiceProvider, LeasedWork<TLease>> describe) =>
        services.AddSingleton(describe).AddHostedService<LeaseWorker<TLease>>();
}
