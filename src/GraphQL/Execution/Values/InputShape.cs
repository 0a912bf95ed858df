using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>An input object type with what coercion needs at hand.</summary>
internal sealed class InputShape
{
    private static readonly ConditionalWeakTable<InputObjectType, InputShape> Shapes = [];
    private readonly byte[][] _names;
    private readonly Dictionary<string, int> _indexes;

    private InputShape(InputObjectType type)
    {
        Type = type;
        Fields = [.. type.Fields];
        _names = [.. type.Fields.Select(field => Encoding.UTF8.GetBytes(field.Name))];
        _indexes = Fields.Select((field, index) => (field.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
    }

    public InputObjectType Type { get; }

    public InputField[] Fields { get; }

    public static InputShape Of(InputObjectType type) => Shapes.GetValue(type, static type => new InputShape(type));

    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);

    /// <summary>Finds the field that the reader's property name means, beginning where a client that keeps the schema's order would be.</summary>
    public int IndexOf(ref Utf8JsonReader reader, int expected)
    {
        if (expected < _names.Length && reader.ValueTextEquals(_names[expected]))
        {
            return expected;
        }

        // Long types by dictionary, so that hostile input costs no more than its size.
        if (_names.Length > 16)
        {
            return IndexOf(reader.GetString()!);
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Makes the C# object, or a dictionary for a type without one.</summary>
    public object Create(object?[] values)
    {
        if (Type.Factory is { } factory)
        {
            return factory(values);
        }

        var dictionary = new Dictionary<string, object?>(Fields.Length, StringComparer.Ordinal);
        for (var i = 0; i < Fields.Length; i++)
        {
            if (values[i] != InputBinding.Unset)
            {
                dictionary.Add(Fields[i].Name, values[i]);
            }
        }

        return dictionary;
    }
}
