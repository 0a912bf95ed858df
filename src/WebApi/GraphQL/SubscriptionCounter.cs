using Microsoft.Extensions.Options;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Counts the subscriptions of each user and API key on this node.</summary>
internal sealed class SubscriptionCounter(IOptions<GraphQLSettings> settings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];

    /// <returns>What gives the place back; null when there is none left.</returns>
    public IDisposable? TryTake(string owner)
    {
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(owner);
            if (count >= settings.Value.MaxSubscriptionsPerUser)
            {
                return null;
            }

            _counts[owner] = count + 1;
            return new Place(this, owner);
        }
    }

    private void Leave(string owner)
    {
        lock (_gate)
        {
            if (--_counts[owner] == 0)
            {
                _counts.Remove(owner);
            }
        }
    }

    private sealed class Place(SubscriptionCounter counter, string owner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                counter.Leave(owner);
            }
        }
    }
}
