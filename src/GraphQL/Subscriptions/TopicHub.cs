namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>The subscribers of this process, by topic. A topic exists as long as somebody is subscribed to it.</summary>
internal sealed class TopicHub
{
    private readonly Dictionary<string, List<Subscriber>> _topics = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Topics that somebody is subscribed to.</summary>
    public int TopicCount
    {
        get
        {
            lock (_lock)
            {
                return _topics.Count;
            }
        }
    }

    public void Add(Subscriber subscriber)
    {
        lock (_lock)
        {
            if (!_topics.TryGetValue(subscriber.TopicName, out var subscribers))
            {
                _topics.Add(subscriber.TopicName, subscribers = []);
            }

            subscribers.Add(subscriber);
        }
    }

    public void Remove(Subscriber subscriber)
    {
        lock (_lock)
        {
            if (_topics.TryGetValue(subscriber.TopicName, out var subscribers) && subscribers.Remove(subscriber) && subscribers.Count == 0)
            {
                _topics.Remove(subscriber.TopicName);
            }
        }
    }

    public void Publish(string topicName, object? message)
    {
        foreach (var subscriber in Find(topicName))
        {
            subscriber.Write(message);
        }
    }

    public void Complete(string topicName)
    {
        foreach (var subscriber in Find(topicName))
        {
            subscriber.Complete(null);
        }
    }

    /// <summary>Ends every subscription, as when the process stops.</summary>
    public void CompleteAll(Exception? reason)
    {
        Subscriber[] all;
        lock (_lock)
        {
            all = [.. _topics.Values.SelectMany(subscribers => subscribers)];
        }

        foreach (var subscriber in all)
        {
            subscriber.Complete(reason);
        }
    }

    private Subscriber[] Find(string topicName)
    {
        lock (_lock)
        {
            return _topics.TryGetValue(topicName, out var subscribers) ? [.. subscribers] : [];
        }
    }
}
