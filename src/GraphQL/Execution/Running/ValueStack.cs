using System.Collections;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>The items of lists that are being gone through, the innermost on top; saves an enumerator for each list.</summary>
internal sealed class ValueStack
{
    private const int Kept = 4096;
    private object?[] _items = new object?[64];

    public int Count { get; private set; }

    public object? this[int index] => _items[index];

    /// <summary>Puts a list's items on top; returns how many.</summary>
    public int Push(object list)
    {
        var start = Count;
        if (list is ICollection collection)
        {
            Reserve(collection.Count);
            collection.CopyTo(_items, Count);
            Count += collection.Count;
            return Count - start;
        }

        foreach (var item in (IEnumerable)list)
        {
            Reserve(1);
            _items[Count++] = item;
        }

        return Count - start;
    }

    public void PopTo(int count)
    {
        Array.Clear(_items, count, Count - count);
        Count = count;
        if (count == 0 && _items.Length > Kept)
        {
            _items = new object?[64];
        }
    }

    private void Reserve(int more)
    {
        if (Count + more > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(Count + more, _items.Length * 2));
        }
    }
}
