using System.Threading.RateLimiting;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Lets few passwords be hashed at once: hashing is slow on purpose and must not take the processor from the messages.</summary>
internal sealed class PasswordGate : IDisposable
{
    private const int MaxWaiting = 40;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task<Result<T>> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? await work() : AccountsErrors.Busy;
    }

    public void Dispose() => _limiter.Dispose();
}
