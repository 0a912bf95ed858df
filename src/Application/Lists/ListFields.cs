namespace SmsPlatform.Application.Lists;

/// <summary>The properties of a row that will be read, by name. One that is a row itself has fields of its own, or null for all of them.</summary>
public sealed class ListFields
{
    private readonly Dictionary<string, ListFields?> _fields;

    public ListFields(IEnumerable<KeyValuePair<string, ListFields?>> fields)
    {
        _fields = new Dictionary<string, ListFields?>(fields);
        Key = string.Join(',', _fields.Select(field => field.Value is null ? field.Key : $"{field.Key}({field.Value.Key})").Order(StringComparer.Ordinal));
    }

    /// <summary>A text that is equal for equal fields.</summary>
    public string Key { get; }

    public bool Contains(string property) => _fields.ContainsKey(property);

    /// <summary>The fields of a property that is a row itself.</summary>
    public ListFields? Of(string property) => _fields.GetValueOrDefault(property);
}
