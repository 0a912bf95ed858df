using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Messages that are stored together, and the threads they belong to.</summary>
internal sealed class InboxBatch
{
    private InboxBatch(List<InboxThread> threads, List<InboxEntry> entries)
    {
        Threads = threads;
        Entries = entries;
    }

    /// <summary>In one order on every node, so that no two transactions wait for each other's conversations.</summary>
    public IReadOnlyList<InboxThread> Threads { get; }

    /// <summary>In the order they came; no two are the same message.</summary>
    public IReadOnlyList<InboxEntry> Entries { get; }

    public static InboxBatch Of(IReadOnlyList<InboxRow> rows)
    {
        var threads = new Dictionary<ThreadKey, InboxThread>(rows.Count);
        var entries = new List<InboxEntry>(rows.Count);
        var seen = new HashSet<(IntegrationId, string)>(rows.Count);
        foreach (var row in rows)
        {
            if (!seen.Add((row.Integration.Id, row.Message.ExternalId)))
            {
                continue;
            }

            var key = new ThreadKey(row.Integration.ChatbotId, row.Integration.Channel, row.Message.From);
            if (threads.TryGetValue(key, out var thread))
            {
                thread.Add(row);
            }
            else
            {
                threads.Add(key, thread = new InboxThread(key, row));
            }

            entries.Add(new InboxEntry(entries.Count, row, thread));
        }

        List<InboxThread> sorted = [.. threads.Values];
        sorted.Sort((a, b) => a.Key.CompareTo(b.Key));
        return new InboxBatch(sorted, entries);
    }
}

/// <summary>One message of a batch.</summary>
internal readonly record struct InboxEntry(int Ordinal, InboxRow Row, InboxThread Thread);

/// <summary>The messages of one conversation in a batch.</summary>
internal sealed class InboxThread(ThreadKey key, InboxRow first)
{
    public ThreadKey Key { get; } = key;

    public InboxRow First { get; } = first;

    /// <summary>Null while it has to be looked up.</summary>
    public Guid? ConversationId { get; set; }

    public int Count { get; private set; } = 1;

    /// <summary>Of the latest message, as are the other two.</summary>
    public DateTimeOffset ReceivedAt { get; private set; } = first.ReceivedAt;

    public string OurAddress { get; private set; } = first.Message.To;

    public TimeSpan QuietWindow { get; private set; } = first.Integration.QuietWindow;

    public void Add(InboxRow row)
    {
        Count++;
        ReceivedAt = row.ReceivedAt > ReceivedAt ? row.ReceivedAt : ReceivedAt;
        OurAddress = row.Message.To;
        QuietWindow = row.Integration.QuietWindow;
    }
}
