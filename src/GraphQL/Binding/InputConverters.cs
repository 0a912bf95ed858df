using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Makes the functions that turn coerced values into the declared .NET types.</summary>
internal sealed class InputConverters(TypeRegistry registry)
{
    /// <summary>The binding of an argument or input field.</summary>
    /// <param name="declared">The .NET type of the parameter or property.</param>
    /// <param name="type">The GraphQL type.</param>
    /// <param name="member">The parameter or property, for its attributes.</param>
    /// <param name="owner">The object type an id without a type name belongs to.</param>
    public InputBinding Bind(Type declared, GraphQLType type, ICustomAttributeProvider member, string? owner = null)
    {
        var id = member.GetCustomAttributes(inherit: true).OfType<IDAttribute>().FirstOrDefault();
        var isOptional = declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(Optional<>);
        var inner = isOptional ? declared.GetGenericArguments()[0] : declared;
        var convert = Value(inner, type, id is null ? null : new IdTarget(registry, id, owner));
        return new InputBinding(declared, isOptional ? Optional(inner, convert) : convert);
    }

    /// <summary>Turns a value of one type into another; null when it is one already.</summary>
    public Func<object?, object?>? Between(Type source, Type target)
    {
        target = Nullable.GetUnderlyingType(target) ?? target;
        if (target.IsAssignableFrom(source))
        {
            return null;
        }

        if (registry.Setup.Converters.TryGetValue((source, target), out var registered))
        {
            return value => value is null ? null : registered(value);
        }

        return value => value is null ? null : Known(value, target);
    }

    private Func<object?, object?>? Value(Type target, GraphQLType type, IdTarget? id)
    {
        target = Nullable.GetUnderlyingType(target) ?? target;
        if (type.NullableType is ListType list && ElementOf(target) is { } element)
        {
            var makers = typeof(ListMaker<>).MakeGenericType(element);
            var maker = (ListMaker)Activator.CreateInstance(makers, target, Value(element, list.ElementType, id))!;
            return maker.Make;
        }

        if (id is not null)
        {
            return id.Read(target);
        }

        return type.Named switch
        {
            ScalarType scalar => Between(scalar.RuntimeType, target),
            _ => null,
        };
    }

    public static Type? ElementOf(Type type) => type.IsArray
        ? type.GetElementType()
        : type.GetInterfaces().Append(type)
            .FirstOrDefault(item => item.IsGenericType && item.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];

    private static Func<object?, object?> Optional(Type inner, Func<object?, object?>? convert)
    {
        var value = Expression.Parameter(typeof(object));
        var make = Expression.Lambda<Func<object?, object?>>(
            Expression.Convert(
                Expression.New(
                    typeof(Optional<>).MakeGenericType(inner).GetConstructor([inner])!,
                    Expression.Call(typeof(InputFactories), nameof(InputFactories.OrDefault), [inner], value)),
                typeof(object)),
            value).Compile();
        return convert is null ? make : given => make(convert(given));
    }

    private static object Known(object value, Type target)
    {
        try
        {
            return value switch
            {
                DateTimeOffset time when target == typeof(DateTime) => time.UtcDateTime,
                string text when target == typeof(char) && text.Length == 1 => text[0],
                string text when target == typeof(Guid) => Guid.Parse(text),
                string text when target == typeof(Uri) => new Uri(text, UriKind.RelativeOrAbsolute),
                JsonElement json when target == typeof(JsonDocument) => JsonDocument.Parse(json.GetRawText()),
                JsonElement json when typeof(JsonNode).IsAssignableFrom(target) => JsonNode.Parse(json.GetRawText())!,
                TimeOnly time when target == typeof(TimeSpan) => time.ToTimeSpan(),
                IConvertible => Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
                _ => JsonSerializer.SerializeToNode(value) is { } node && node.Deserialize(target, JsonSerializerOptions.Web) is { } made
                    ? made
                    : throw new FormatException(),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException or JsonException)
        {
            throw new GraphQLException(InputErrors.NotConvertible(value, target));
        }
    }

    private abstract class ListMaker
    {
        public abstract object? Make(object? value);
    }

    // Activated once per argument; the lists themselves are made without reflection.
    private sealed class ListMaker<T>(Type target, Func<object?, object?>? convert) : ListMaker
    {
        private readonly Func<T[], object> _finish = Finish(target);

        public override object? Make(object? value)
        {
            if (value is null)
            {
                return null;
            }

            var source = value as object?[] ?? [value];
            var items = new T[source.Length];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = InputFactories.OrDefault<T>(convert is null ? source[i] : convert(source[i]));
            }

            return _finish(items);
        }

        private static Func<T[], object> Finish(Type target)
        {
            if (target.IsArray)
            {
                return items => items;
            }

            if (target == typeof(ImmutableArray<T>))
            {
                return items => ImmutableArray.Create(items);
            }

            if (target.IsAssignableFrom(typeof(List<T>)))
            {
                return items => new List<T>(items);
            }

            if (target.IsAssignableFrom(typeof(HashSet<T>)))
            {
                return items => new HashSet<T>(items);
            }

            var constructor = target.GetConstructor([typeof(IEnumerable<T>)])
                ?? throw new NotSupportedException($"A list argument cannot be a {target}.");
            var parameter = Expression.Parameter(typeof(T[]));
            return Expression.Lambda<Func<T[], object>>(Expression.New(constructor, parameter), parameter).Compile();
        }
    }
}

/// <summary>Which type's ids an argument takes, and how they are decoded.</summary>
internal sealed class IdTarget(TypeRegistry registry, IDAttribute attribute, string? owner)
{
    private HashSet<string>? _names;

    public Func<object?, object?> Read(Type target)
    {
        if (!registry.Setup.HasGlobalIds)
        {
            var plain = registry.Converters.Between(typeof(string), target);
            return plain ?? (value => value);
        }

        // The id is of a basic type; a converter may make a strongly typed one of it.
        var raw = NodeIds.IsSupported(target) ? target
            : registry.Setup.Converters.Keys.FirstOrDefault(key => key.To == target && NodeIds.IsSupported(key.From)).From ?? typeof(string);
        var convert = registry.Converters.Between(raw, target);
        return value =>
        {
            if (value is not string id)
            {
                return null;
            }

            var decoded = Decode(id, raw);
            return convert is null ? decoded : convert(decoded);
        };
    }

    private object Decode(string id, Type raw)
    {
        if (NodeIds.Split(id) is not { } parts || NodeIds.ReadValue(parts.Value, raw) is not { } value)
        {
            throw new GraphQLException(InputErrors.InvalidId(id));
        }

        _names ??= Names();
        return _names.Count == 0 || _names.Contains(parts.TypeName)
            ? value
            : throw new GraphQLException(InputErrors.ForeignId(id, _names.First()));
    }

    // Read late: when the argument is bound, its type may not have been declared yet. An interface stands for all its objects.
    private HashSet<string> Names()
    {
        if ((attribute.TypeName ?? (attribute.GetType().IsGenericType ? null : owner)) is not { } name)
        {
            var runtime = attribute.GetType().IsGenericType ? attribute.GetType().GetGenericArguments()[0] : null;
            return runtime is null
                ? []
                : [.. registry.Outputs.Where(pair => runtime.IsAssignableFrom(pair.Runtime)).Select(pair => pair.Type.Name)];
        }

        return [name];
    }
}

/// <summary>What can be wrong with a value that fits its GraphQL type but not its .NET one.</summary>
internal static class InputErrors
{
    public static IError NotConvertible(object value, Type target) =>
        new GraphQLError($"The value `{value}` is no {target.Name}.", "INPUT_NOT_CONVERTIBLE");

    public static IError InvalidId(string id) =>
        new GraphQLError("The node ID string has an invalid format.", "INVALID_NODE_ID", extensions: Original(id));

    public static IError ForeignId(string id, string expected) =>
        new GraphQLError($"The node id is not of the type `{expected}`.", "FOREIGN_NODE_ID", extensions: Original(id));

    private static Dictionary<string, object?> Original(string id) => new(StringComparer.Ordinal) { ["originalValue"] = id };
}
