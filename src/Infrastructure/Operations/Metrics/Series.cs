namespace SmsPlatform.Infrastructure.Operations.Metrics;

/// <summary>One line of a metric, or a histogram's group of lines: the value for one combination of labels.</summary>
internal sealed class Series(string labels, double[]? bounds)
{
    private readonly long[]? _buckets = bounds is null ? null : new long[bounds.Length + 1];
    private double _value;
    private long _collection;

    public string Labels { get; } = labels;

    public double Value => Volatile.Read(ref _value);

    /// <summary>The scrape that last observed it, for values that are only given when asked for.</summary>
    public long Collection => Volatile.Read(ref _collection);

    public void Add(double value)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref _value);
        }
        while (Interlocked.CompareExchange(ref _value, seen + value, seen) != seen);
    }

    public void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Sets what a scrape observed. Twice in one scrape, as from two meters of one name, adds up.</summary>
    public void Observe(double value, long collection)
    {
        if (Collection == collection)
        {
            Add(value);
            return;
        }

        Set(value);
        Volatile.Write(ref _collection, collection);
    }

    public void Record(double value)
    {
        // A bucket holds what is at most its bound; the last one what is above them all, and what is not a number.
        var found = Array.BinarySearch(bounds!, value);
        var bucket = double.IsNaN(value) ? bounds!.Length : found < 0 ? ~found : found;
        Interlocked.Increment(ref _buckets![bucket]);
        Add(value);
    }

    /// <summary>The histogram's counts, each including those before it, so that the last one is the total.</summary>
    public long[] Cumulative()
    {
        var counts = new long[_buckets!.Length];
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += Interlocked.Read(ref _buckets[i]);
            counts[i] = total;
        }

        return counts;
    }
}
