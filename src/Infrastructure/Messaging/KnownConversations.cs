using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Who talks to which chatbot in a conversation.</summary>
internal readonly record struct ThreadKey(ChatbotId ChatbotId, Channel Channel, string Address) : IComparable<ThreadKey>
{
    public int CompareTo(ThreadKey other)
    {
        var chatbots = ChatbotId.Value.CompareTo(other.ChatbotId.Value);
        var channels = chatbots != 0 ? chatbots : Channel.CompareTo(other.Channel);
        return channels != 0 ? channels : string.CompareOrdinal(Address, other.Address);
    }
}

/// <summary>The conversations that this node stored messages of lately, so that their next message need not look them up.</summary>
/// <remarks>A hint only, and the database is its judge: a conversation that is gone stores nothing, and is then forgotten here.</remarks>
internal sealed class KnownConversations
{
    private const int Capacity = 50_000;

    private readonly Lock _gate = new();
    private Dictionary<ThreadKey, Guid> _young = [];
    private Dictionary<ThreadKey, Guid> _old = [];

    public Guid? Find(ThreadKey key)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(key, out var id))
            {
                return id;
            }

            if (!_old.Remove(key, out id))
            {
                return null;
            }

            AddYoung(key, id);
            return id;
        }
    }

    public void Add(ThreadKey key, Guid conversationId)
    {
        lock (_gate)
        {
            AddYoung(key, conversationId);
        }
    }

    public void Forget(ThreadKey key)
    {
        lock (_gate)
        {
            _young.Remove(key);
            _old.Remove(key);
        }
    }

    // What is used again moves over from the old ones in time; the rest goes with them.
    private void AddYoung(ThreadKey key, Guid id)
    {
        if (_young.Count >= Capacity)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        _young[key] = id;
    }
}
