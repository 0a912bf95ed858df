using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A part of a type that is found by its name.</summary>
public interface INamedElement
{
    /// <summary>The name.</summary>
    string Name { get; }
}

/// <summary>The named parts of a type, in the order of their definition.</summary>
/// <typeparam name="T">A field, argument or enum value.</typeparam>
public sealed class NamedList<T> : IReadOnlyList<T>
    where T : class, INamedElement
{
    private const int LinearUpTo = 6;
    private readonly T[] _items;
    private readonly FrozenDictionary<string, T>? _byName;

    internal NamedList(IEnumerable<T> items)
    {
        _items = [.. items];
        if (_items.Length > LinearUpTo)
        {
            // Duplicates are reported by the schema's validation; here the first one wins.
            _byName = _items.DistinctBy(item => item.Name).ToFrozenDictionary(item => item.Name, StringComparer.Ordinal);
        }
    }

    /// <summary>No parts.</summary>
    public static NamedList<T> Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _items.Length;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <summary>The part of that name, or null.</summary>
    /// <param name="name">The name.</param>
    public T? Find(string name)
    {
        if (_byName is not null)
        {
            return _byName.GetValueOrDefault(name);
        }

        foreach (var item in _items)
        {
            if (item.Name == name)
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Finds a part by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="item">The part.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out T? item)
    {
        item = Find(name);
        return item is not null;
    }

    /// <summary>The parts as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
