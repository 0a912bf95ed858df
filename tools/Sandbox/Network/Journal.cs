namespace SmsPlatform.Sandbox.Network;

/// <summary>What was asked of the provider and what it posted, oldest first. Bounded: the oldest entries go.</summary>
internal sealed class Journal(Changes changes)
{
    private const int Capacity = 50_000;

    private readonly Lock _gate = new();
    private readonly Queue<SendAttempt> _sends = new();
    private readonly Queue<WebhookExchange> _webhooks = new();
    private readonly Queue<ProviderAlert> _alerts = new();
    private readonly Queue<LookUp> _lookUps = new();
    private int _sendCount;

    public IReadOnlyList<SendAttempt> Sends => Read(_sends);

    /// <summary>How many requests to send there were, those that are no longer kept included.</summary>
    public int SendCount => Volatile.Read(ref _sendCount);

    public IReadOnlyList<WebhookExchange> Webhooks => Read(_webhooks);

    public IReadOnlyList<ProviderAlert> Alerts => Read(_alerts);

    public IReadOnlyList<LookUp> LookUps => Read(_lookUps);

    public SendAttempt Add(Func<int, SendAttempt> attempt)
    {
        lock (_gate)
        {
            var added = attempt(++_sendCount);
            Keep(_sends, added);
            changes.Pulse();
            return added;
        }
    }

    public void Add(WebhookExchange exchange) => AddTo(_webhooks, exchange);

    public void Add(ProviderAlert alert) => AddTo(_alerts, alert);

    public void Add(LookUp lookUp) => AddTo(_lookUps, lookUp);

    public void Clear()
    {
        lock (_gate)
        {
            _sends.Clear();
            _webhooks.Clear();
            _alerts.Clear();
            _lookUps.Clear();
            _sendCount = 0;
        }

        changes.Pulse();
    }

    private static void Keep<T>(Queue<T> entries, T entry)
    {
        if (entries.Count == Capacity)
        {
            entries.Dequeue();
        }

        entries.Enqueue(entry);
    }

    private void AddTo<T>(Queue<T> entries, T entry)
    {
        lock (_gate)
        {
            Keep(entries, entry);
        }

        changes.Pulse();
    }

    private List<T> Read<T>(Queue<T> entries)
    {
        lock (_gate)
        {
            return [.. entries];
        }
    }
}
