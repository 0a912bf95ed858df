using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Compiles the code that makes an input object from its fields' values.</summary>
internal static class InputFactories
{
    /// <summary>The constructor that is used: one without parameters, else the longest whose parameters are all properties.</summary>
    public static ConstructorInfo? ConstructorOf(Type type)
    {
        var constructors = type.GetConstructors();
        var properties = type.GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return constructors
            .Where(constructor => Array.TrueForAll(constructor.GetParameters(), parameter => properties.Contains(parameter.Name!)))
            .OrderBy(constructor => constructor.GetParameters().Length == 0 ? 0 : 1)
            .ThenByDescending(constructor => constructor.GetParameters().Length)
            .FirstOrDefault();
    }

    public static InputObjectFactory Compile(Type type, IReadOnlyList<(PropertyInfo Property, InputField Field)> fields)
    {
        var constructor = ConstructorOf(type);
        if (constructor is null && !type.IsValueType)
        {
            throw new NotSupportedException(
                $"{type} cannot be an input object: it needs a public constructor without parameters, or one whose parameters are its properties.");
        }

        var values = Expression.Parameter(typeof(object?[]), "values");
        var made = Expression.Variable(type, "made");
        var arguments = constructor?.GetParameters() ?? [];
        var create = constructor is null
            ? (Expression)Expression.Default(type)
            : Expression.New(constructor, arguments.Select(parameter => Argument(parameter, fields, values)));
        var body = new List<Expression> { Expression.Assign(made, create) };
        var rest = fields.Where(field => !Array.Exists(arguments, parameter => IsSame(parameter, field.Property)));
        foreach (var (property, field) in rest)
        {
            // A field that was not given leaves the property as the class initialised it.
            body.Add(Expression.IfThen(
                Expression.ReferenceNotEqual(Slot(values, field), Expression.Constant(InputBinding.Unset)),
                Expression.Assign(Expression.Property(made, property), Get(property.PropertyType, Slot(values, field)))));
        }

        body.Add(Expression.Convert(made, typeof(object)));
        return Expression.Lambda<InputObjectFactory>(Expression.Block([made], body), values).Compile();
    }

    /// <summary>The value as <typeparamref name="T"/>; its default for null and for what was not given.</summary>
    public static T OrDefault<T>(object? value) => value is T typed ? typed : default!;

    private static Expression Argument(
        ParameterInfo parameter, IReadOnlyList<(PropertyInfo Property, InputField Field)> fields, ParameterExpression values)
    {
        if (fields.FirstOrDefault(field => IsSame(parameter, field.Property)) is not { Property: not null } found)
        {
            return Default(parameter);
        }

        var slot = Slot(values, found.Field);
        var value = Get(parameter.ParameterType, slot);
        return parameter is { HasDefaultValue: true, DefaultValue: not null }
            ? Expression.Condition(Expression.ReferenceEqual(slot, Expression.Constant(InputBinding.Unset)), Default(parameter), value)
            : value;
    }

    private static Expression Default(ParameterInfo parameter) => parameter is { HasDefaultValue: true, DefaultValue: { } value }
        ? Expression.Convert(Expression.Constant(value), parameter.ParameterType)
        : Expression.Default(parameter.ParameterType);

    private static bool IsSame(ParameterInfo parameter, PropertyInfo property) =>
        string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase);

    private static BinaryExpression Slot(Expression values, InputField field) => Expression.ArrayIndex(values, Expression.Constant(field.Index));

    private static MethodCallExpression Get(Type type, Expression slot) =>
        Expression.Call(typeof(InputFactories), nameof(OrDefault), [type], slot);
}
