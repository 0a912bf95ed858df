using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>A bucket for each user and API key, which fills with time and from which each operation takes what it weighs.</summary>
/// <remarks>On each node by itself: sharing buckets would cost every operation a round trip.</remarks>
internal sealed class CostLimiter : IOperationThrottle, IDisposable
{
    private static readonly TimeSpan FillEvery = TimeSpan.FromMilliseconds(100);
    private readonly PartitionedRateLimiter<string>? _buckets;
    private readonly int _burst;

    public CostLimiter(IOptions<GraphQLSettings> settings)
    {
        _burst = settings.Value.CostBurst;
        if (settings.Value.CostPerSecond <= 0)
        {
            return;
        }

        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = _burst,
            TokensPerPeriod = Math.Max(1, (int)(settings.Value.CostPerSecond * FillEvery.TotalSeconds)),
            ReplenishmentPeriod = FillEvery,

            // The partitioned limiter fills the buckets, and forgets those that are full.
            AutoReplenishment = false,
        };
        _buckets = PartitionedRateLimiter.Create<string, string>(owner => RateLimitPartition.GetTokenBucketLimiter(owner, _ => options));
    }

    public TimeSpan? Charge(GraphQLRequest request, double cost)
    {
        if (_buckets is null)
        {
            return null;
        }

        // What weighs more than a full bucket would wait for ever.
        var owner = LimitOwner.Of(request.User, request.ContextData?[nameof(HttpContext)] as HttpContext);
        using var lease = _buckets.AttemptAcquire(owner, (int)Math.Clamp(Math.Ceiling(cost), 1, _burst));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : FillEvery;
    }

    public void Dispose() => _buckets?.Dispose();
}
