using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Compiles an accessor and the writing of its value into one delegate, so that the value is never boxed.</summary>
internal static class LeafWriterCompiler
{
    private static readonly Dictionary<Type, MethodInfo> PlainWriters = Writers(nameof(Plain));
    private static readonly Dictionary<Type, MethodInfo> IdWriters = Writers(nameof(Id));

    /// <summary>Makes the writer; null where the value's C# type is not the scalar's own, so that it has to be converted.</summary>
    public static LeafFieldWriter? TryCompile(LambdaExpression accessor, NamedType type)
    {
        var parent = Expression.Parameter(typeof(object), "parent");
        var writer = Expression.Parameter(typeof(ResultWriter), "writer");
        var typed = accessor.Parameters[0];
        var value = Expression.Variable(accessor.ReturnType, "value");
        var underlying = Nullable.GetUnderlyingType(accessor.ReturnType);

        Expression? write = Write(type, writer, underlying is null ? value : Expression.Call(value, nameof(Nullable<int>.GetValueOrDefault), []));
        if (write is null)
        {
            return null;
        }

        if (underlying is not null)
        {
            write = Expression.AndAlso(Expression.Property(value, nameof(Nullable<int>.HasValue)), write);
        }
        else if (!accessor.ReturnType.IsValueType)
        {
            write = Expression.AndAlso(Expression.ReferenceNotEqual(value, Expression.Constant(null)), write);
        }

        return Expression.Lambda<LeafFieldWriter>(
            Expression.Block(
                [typed, value],
                Expression.Assign(typed, Expression.Convert(parent, typed.Type)),
                Expression.Assign(value, accessor.Body),
                write),
            parent,
            writer).Compile();
    }

    private static MethodCallExpression? Write(NamedType type, Expression writer, Expression value)
    {
        if (type is EnumType enumType)
        {
            return value.Type.IsEnum && enumType.RuntimeType == value.Type
                ? Expression.Call(
                    Expression.Constant(Activator.CreateInstance(typeof(EnumWriter<>).MakeGenericType(value.Type), enumType)!),
                    nameof(EnumWriter<DayOfWeek>.Write),
                    [],
                    writer,
                    value)
                : null;
        }

        if (type is not ScalarType scalar)
        {
            return null;
        }

        if (scalar.IsBuiltIn || scalar.GetType().Assembly == typeof(LeafWriterCompiler).Assembly)
        {
            var writers = scalar.Name == ScalarNames.ID ? IdWriters : PlainWriters;
            if ((scalar.Name == ScalarNames.ID || scalar.RuntimeType == value.Type) && writers.TryGetValue(value.Type, out var method))
            {
                return Expression.Call(method, writer, value);
            }
        }

        return scalar.RuntimeType == value.Type && IsTyped(scalar, value.Type)
            ? Expression.Call(typeof(LeafWriterCompiler), nameof(Custom), [value.Type], Expression.Constant(scalar), writer, value)
            : null;
    }

    private static bool IsTyped(ScalarType scalar, Type type) => typeof(ScalarType<>).MakeGenericType(type).IsInstanceOfType(scalar);

    private static Dictionary<Type, MethodInfo> Writers(string name) => typeof(LeafWriterCompiler)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(method => method.Name == name)
        .ToDictionary(method => method.GetParameters()[1].ParameterType);

    internal static bool Custom<T>(ScalarType<T> scalar, ResultWriter writer, T value)
        where T : notnull =>
        scalar.TryWrite(writer, value) ? true : throw new GraphQLException(ExecutionErrors.NotALeaf(scalar));

    internal static bool Plain(ResultWriter writer, string value) => writer.Write(value);

    internal static bool Plain(ResultWriter writer, bool value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, int value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, long value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, double value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, decimal value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, Guid value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, DateTimeOffset value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Plain(ResultWriter writer, DateOnly value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Id(ResultWriter writer, string value) => writer.Write(value);

    internal static bool Id(ResultWriter writer, Guid value)
    {
        writer.Write(value);
        return true;
    }

    internal static bool Id(ResultWriter writer, int value) => Id(writer, (long)value);

    internal static bool Id(ResultWriter writer, long value)
    {
        writer.WriteRaw((byte)'"');
        writer.Write(value);
        writer.WriteRaw((byte)'"');
        return true;
    }
}

/// <summary>Writes the names of enum values.</summary>
internal sealed class EnumWriter<T>(EnumType type)
    where T : struct, Enum
{
    private readonly System.Collections.Frozen.FrozenDictionary<T, EnumValue> _values =
        System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(type.Values.Where(value => value.RuntimeValue is T).DistinctBy(value => value.RuntimeValue), value => (T)value.RuntimeValue);

    public bool Write(ResultWriter writer, T value)
    {
        if (!_values.TryGetValue(value, out var item))
        {
            throw new GraphQLException(ExecutionErrors.NotALeaf(type));
        }

        writer.WriteRaw(item.Json);
        return true;
    }
}
