using System.Globalization;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.ConformanceHost;

/// <summary>What resolvers do, decided by a hash of where they are called: the same in lib/behaviour.mjs.</summary>
internal sealed class Behaviour(Schema schema)
{
    /// <summary>Binds the fields: some as resolvers of either kind, some, without arguments, as pure fields.</summary>
    public FieldBinding Bind(ObjectType type, OutputField field)
    {
        var isRoot = type == schema.QueryType || type == schema.MutationType;
        return field.Arguments.Count == 0 && !isRoot && Hash(field.Name) % 2 == 0
            ? new PureBinding(parent => Value(field.Type, $"{((Dictionary<string, object?>)parent)["key"]}.{field.Name}({{}})"))
            : new ResolverBinding(FieldResolver.Create(context => ResolveAsync(context, field)));
    }

    private ValueTask<object?> ResolveAsync(ResolverContext context, OutputField field)
    {
        var parent = context.ParentObject is Dictionary<string, object?> item ? (string)item["key"]! : (string)context.ContextData["seed"]!;
        var arguments = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < field.Arguments.Count; i++)
        {
            if (context.IsArgumentSet(i))
            {
                arguments.Add(field.Arguments[i].Name, context.Argument<object?>(i));
            }
        }

        var key = $"{parent}.{field.Name}({Canonical(arguments)})";
        return (bool)context.ContextData["isAsync"]! && Hash($"{key}?") % 3 == 0
            ? new ValueTask<object?>(LaterAsync(field.Type, key))
            : new ValueTask<object?>(Value(field.Type, key));
    }

    private async Task<object?> LaterAsync(GraphQLType type, string key)
    {
        await Task.Yield();
        return Value(type, key);
    }

    private object? Value(GraphQLType type, string key)
    {
        var hash = Hash(key);
        return hash % 23 == 0 ? throw new GraphQLException($"boom {key}")
            : hash % (type.IsNonNull ? 37u : 7u) == 0 ? null
            : NotNull(type.NullableType, key, Hash($"{key}!"));
    }

    private object? Item(GraphQLType type, string key) =>
        Hash(key) % (type.IsNonNull ? 37u : 7u) == 0 ? null : NotNull(type.NullableType, key, Hash($"{key}!"));

    private object? NotNull(GraphQLType type, string key, uint hash) => type switch
    {
        ListType when hash % 41 == 0 => 5,
        ListType list => Enumerable.Range(0, (int)(hash % 4)).Select(i => Item(list.ElementType, $"{key}/{i}")),
        EnumType when hash % 41 == 0 => "NOPE",
        EnumType values => values.Values[(int)(hash % values.Values.Count)].Name,
        ScalarType scalar => Scalar(scalar.Name, key, hash),
        NamedType named => new Dictionary<string, object?> { ["key"] = key, ["__typename"] = TypeName(named, hash) },
        _ => throw new InvalidOperationException(),
    };

    private string TypeName(NamedType type, uint hash)
    {
        var names = schema.GetPossibleTypes(type).Select(item => item.Name).Order(StringComparer.Ordinal).ToArray();
        return type is not ObjectType && hash % 41 == 0 ? "Nope" : names[hash % names.Length];
    }

    private static object Scalar(string name, string key, uint hash) => name switch
    {
        "Int" => hash % 31 == 0 ? "abc" : hash % 29 == 0 ? 4294967296 : (int)(hash % 1000),
        "Float" => hash % 31 == 0 ? "abc" : hash % 1000 / 8.0,
        "Boolean" => hash % 31 == 0 ? "abc" : hash % 2 == 0,
        "ID" => hash % 2 == 0 ? (int)(hash % 1000) : key,
        _ => key,
    };

    private static uint Hash(string text)
    {
        var hash = 0x811c9dc5u;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 0x01000193u;
        }

        hash ^= hash >> 15;
        hash *= 0x2c1b3c6du;
        return hash ^ (hash >> 13);
    }

    private static string Canonical(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable<KeyValuePair<string, object?>> map =>
            $"{{{string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Canonical(pair.Value)}"))}}}",
        System.Collections.IEnumerable list => $"[{string.Join(',', list.Cast<object?>().Select(Canonical))}]",
        System.Text.Json.JsonElement element => Canonical(Plain(element)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object? Plain(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().ToDictionary(item => item.Name, item => Plain(item.Value)),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToArray(),
        System.Text.Json.JsonValueKind.String => element.GetString(),
        System.Text.Json.JsonValueKind.Number => element.GetDouble(),
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.False => false,
        _ => null,
    };
}
