using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What resolvers return, seen through the GraphQL types.</summary>
internal static class Values
{
    // CLR type -> object type, per abstract type; bounded by the program's types.
    private static readonly ConditionalWeakTable<NamedType, ConcurrentDictionary<Type, ObjectType?>> RuntimeTypes = [];

    /// <summary>Reads a field that has no resolver. One without a binding, as in a schema from SDL, is looked up in a dictionary.</summary>
    public static object? Read(Selection selection, object parent)
    {
        if (selection.Get is { } get)
        {
            return get(parent);
        }

        return parent switch
        {
            IReadOnlyDictionary<string, object?> map => map.GetValueOrDefault(selection.Field.Name),
            IDictionary map => map[selection.Field.Name],
            _ => null,
        };
    }

    /// <summary>Whether a value is a list; a string is none, nor is a dictionary.</summary>
    public static bool IsList(object value) => value is IEnumerable and not string and not IDictionary;

    /// <summary>The object type of a value of an abstract type; null when it cannot be told.</summary>
    public static ObjectType? ResolveType(Schema schema, NamedType type, object value)
    {
        if (type is ObjectType known)
        {
            return known;
        }

        if (value is IReadOnlyDictionary<string, object?> map)
        {
            return map.GetValueOrDefault("__typename") is string name && schema.TryGetType(name, out var named)
                && named is ObjectType found && schema.IsSubType(type, found)
                    ? found
                    : null;
        }

        var byRuntimeType = RuntimeTypes.GetValue(type, static _ => new ConcurrentDictionary<Type, ObjectType?>());
        return byRuntimeType.TryGetValue(value.GetType(), out var resolved)
            ? resolved ?? ByTest(schema, type, value)
            : ByRuntimeType(schema, type, value, byRuntimeType);
    }

    private static ObjectType? ByRuntimeType(Schema schema, NamedType type, object value, ConcurrentDictionary<Type, ObjectType?> cache)
    {
        var possible = schema.GetPossibleTypes(type);

        // Where a test decides, the CLR type does not: nothing to remember but that.
        var resolved = possible.Any(item => item.IsTypeOf is not null)
            ? null
            : Nearest(possible, value.GetType());
        cache.TryAdd(value.GetType(), resolved);
        return resolved ?? ByTest(schema, type, value);
    }

    private static ObjectType? ByTest(Schema schema, NamedType type, object value)
    {
        foreach (var item in schema.GetPossibleTypes(type))
        {
            if (item.IsTypeOf?.Invoke(value) == true)
            {
                return item;
            }
        }

        return Nearest(schema.GetPossibleTypes(type), value.GetType());
    }

    // The exact type first, then its bases from near to far, then interfaces.
    private static ObjectType? Nearest(IReadOnlyList<ObjectType> possible, Type? type)
    {
        for (var runtimeType = type; runtimeType is not null && runtimeType != typeof(object); runtimeType = runtimeType.BaseType)
        {
            foreach (var item in possible)
            {
                if (item.RuntimeType == runtimeType)
                {
                    return item;
                }
            }
        }

        return possible.FirstOrDefault(item => item.RuntimeType.IsInterface && item.RuntimeType.IsAssignableFrom(type));
    }
}
