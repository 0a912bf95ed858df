namespace SmsPlatform.GraphQL.Execution;

/// <summary>The parents of one selection set: one row per object, in the order of the response.</summary>
internal sealed class Frame
{
    private const int Kept = 1024;

    public object?[] Rows { get; private set; } = new object?[4];

    public int Count { get; private set; }

    public int Add(object row)
    {
        Reserve(1);
        Rows[Count] = row;
        return Count++;
    }

    /// <summary>Adds all items of a collection, unless one of them is null.</summary>
    /// <returns>The row of the first; -1 when there is a null and nothing was added.</returns>
    public int AddAll(System.Collections.ICollection items)
    {
        Reserve(items.Count);
        items.CopyTo(Rows, Count);
        if (Rows.AsSpan(Count, items.Count).Contains(null))
        {
            Rows.AsSpan(Count, items.Count).Clear();
            return -1;
        }

        var first = Count;
        Count += items.Count;
        return first;
    }

    public void Clear()
    {
        if (Rows.Length > Kept)
        {
            Rows = new object?[4];
        }
        else
        {
            Array.Clear(Rows, 0, Count);
        }

        Count = 0;
    }

    private void Reserve(int more)
    {
        if (Count + more > Rows.Length)
        {
            var larger = new object?[Math.Max(Count + more, Rows.Length * 2)];
            Rows.AsSpan(0, Count).CopyTo(larger);
            Rows = larger;
        }
    }
}
