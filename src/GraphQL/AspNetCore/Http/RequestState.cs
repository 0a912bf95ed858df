using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>The global state of a request over HTTP: it holds the <see cref="HttpContext"/>, and becomes a dictionary only when more is added.</summary>
internal sealed class RequestState(HttpContext context) : IDictionary<string, object?>
{
    private Dictionary<string, object?>? _values;

    public int Count => _values?.Count ?? 1;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => Dictionary.Keys;

    public ICollection<object?> Values => Dictionary.Values;

    private Dictionary<string, object?> Dictionary =>
        _values ??= new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(HttpContext)] = context };

    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no global state '{key}'.");
        set => Dictionary[key] = value;
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        if (_values is not null)
        {
            return _values.TryGetValue(key, out value);
        }

        value = key == nameof(HttpContext) ? context : null;
        return value is not null;
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public void Add(string key, object? value) => Dictionary.Add(key, value);

    public bool Remove(string key) => Dictionary.Remove(key);

    public void Clear() => Dictionary.Clear();

    public void Add(KeyValuePair<string, object?> item) => Dictionary.Add(item.Key, item.Value);

    public bool Contains(KeyValuePair<string, object?> item) => Dictionary.Contains(item);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)Dictionary).CopyTo(array, arrayIndex);

    public bool Remove(KeyValuePair<string, object?> item) => ((ICollection<KeyValuePair<string, object?>>)Dictionary).Remove(item);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Dictionary.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
