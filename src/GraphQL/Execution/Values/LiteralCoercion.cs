using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Coerces literals, which may hold variables, to the C# values of arguments.</summary>
internal static class LiteralCoercion
{
    /// <summary>Coerces the value given for an argument or input field, or its default, and converts it.</summary>
    public static bool TryCoerce(
        InputField field, ValueNode value, VariablePlan[] variables, object?[] variableValues, out object? result, out IError? error)
    {
        error = null;
        result = InputBinding.Unset;
        if (value is VariableNode variable)
        {
            result = Find(variable, variables, variableValues);
            if (result == InputBinding.Unset)
            {
                if (field.DefaultValue is not null)
                {
                    return TryCoerce(field, field.DefaultValue, [], [], out result, out error);
                }

                error = field.Type.IsNonNull
                    ? InputErrors.At(
                        $"Argument \"{field.Name}\" of required type \"{field.Type}\" was provided the variable \"${variable.Name.Value}\" which was not provided a runtime value.",
                        value)
                    : null;
                return error is null;
            }

            if (result is null && field.Type.IsNonNull)
            {
                error = InputErrors.At($"Argument \"{field.Name}\" of non-null type \"{field.Type}\" must not be null.", value);
                return false;
            }
        }
        else if (!TryRead(field.Type, value, variables, variableValues, out result, out error))
        {
            return false;
        }

        return TryConvert(field, value, ref result, out error);
    }

    /// <summary>Coerces a literal by its type alone.</summary>
    public static bool TryRead(
        GraphQLType type, ValueNode value, VariablePlan[] variables, object?[] variableValues, out object? result, out IError? error)
    {
        error = null;
        result = null;
        if (value is VariableNode variable)
        {
            result = Find(variable, variables, variableValues);
            result = result == InputBinding.Unset ? null : result;
            error = result is null && type.IsNonNull ? InputErrors.At(InputErrors.NotNull(type), value) : null;
            return error is null;
        }

        if (value is NullValueNode)
        {
            error = type.IsNonNull ? InputErrors.At(InputErrors.NotNull(type), value) : null;
            return error is null;
        }

        switch (type.NullableType)
        {
            case ListType list:
                return TryReadList(list, value, variables, variableValues, out result, out error);
            case InputObjectType inputObject:
                return TryReadObject(InputShape.Of(inputObject), value, variables, variableValues, out result, out error);
            case EnumType enumType when value is EnumValueNode name && enumType.Values.TryGet(name.Value, out var enumValue):
                result = enumValue.RuntimeValue;
                return true;
            case EnumType enumType:
                error = InputErrors.At(InputErrors.NotInEnum(enumType), value);
                return false;
            case ScalarType scalar when scalar.TryCoerceLiteral(value, out result):
                return true;
            default:
                error = InputErrors.At(InputErrors.NotAScalar(type.Named), value);
                return false;
        }
    }

    private static bool TryReadList(
        ListType list, ValueNode value, VariablePlan[] variables, object?[] variableValues, out object? result, out IError? error)
    {
        if (value is not ListValueNode literal)
        {
            // A value stands for a list of one.
            var read = TryRead(list.ElementType, value, variables, variableValues, out var item, out error);
            result = read ? new[] { item } : null;
            return read;
        }

        error = null;
        result = null;
        var items = new object?[literal.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (!TryRead(list.ElementType, literal.Items[i], variables, variableValues, out items[i], out error))
            {
                return false;
            }
        }

        result = items;
        return true;
    }

    private static bool TryReadObject(
        InputShape shape, ValueNode value, VariablePlan[] variables, object?[] variableValues, out object? result, out IError? error)
    {
        error = null;
        result = null;
        if (value is not ObjectValueNode literal)
        {
            error = InputErrors.At(InputErrors.NotAnObject(shape.Type), value);
            return false;
        }

        var values = new object?[shape.Fields.Length];
        Array.Fill(values, InputBinding.Unset);
        foreach (var given in literal.Fields)
        {
            var index = shape.IndexOf(given.Name.Value);
            if (index < 0)
            {
                error = InputErrors.At(InputErrors.Unknown(given.Name.Value, shape.Type), given);
                return false;
            }

            var isMissing = given.Value is VariableNode variable && Find(variable, variables, variableValues) == InputBinding.Unset;
            if (!isMissing && !TryReadField(shape.Fields[index], given.Value, variables, variableValues, out values[index], out error))
            {
                return false;
            }
        }

        return TryComplete(shape, literal, values, out result, out error);
    }

    private static bool TryComplete(InputShape shape, ObjectValueNode literal, object?[] values, out object? result, out IError? error)
    {
        result = null;
        error = null;
        if (shape.Type.IsOneOf && OneOfProblem(shape, values, literal.Fields.Count) is { } problem)
        {
            error = InputErrors.At(problem, literal);
            return false;
        }

        if (FillDefaults(shape, values) is { } missing)
        {
            error = InputErrors.At(InputErrors.Missing(missing), literal);
            return false;
        }

        try
        {
            result = shape.Create(values);
            return true;
        }
        catch (GraphQLException exception)
        {
            error = exception.Errors[0];
            return false;
        }
    }

    /// <summary>Gives the fields that were not given their defaults; returns a required field without one.</summary>
    public static InputField? FillDefaults(InputShape shape, object?[] values)
    {
        for (var i = 0; i < shape.Fields.Length; i++)
        {
            var field = shape.Fields[i];
            if (values[i] != InputBinding.Unset)
            {
                continue;
            }

            if (field.DefaultValue is not null)
            {
                TryReadField(field, field.DefaultValue, [], [], out values[i], out _);
            }
            else if (field.Type.IsNonNull)
            {
                return field;
            }
        }

        return null;
    }

    public static string? OneOfProblem(InputShape shape, object?[] values, int given)
    {
        if (given != 1)
        {
            return InputErrors.OneOfCount(shape.Type);
        }

        var index = Array.FindIndex(values, value => value != InputBinding.Unset);
        return index < 0 ? InputErrors.OneOfCount(shape.Type)
            : values[index] is null ? InputErrors.OneOfNull(shape.Fields[index])
            : null;
    }

    /// <summary>Applies the binding of an argument or field.</summary>
    public static bool TryConvert(InputField field, SyntaxNode node, ref object? value, out IError? error)
    {
        error = null;
        if (field.Binding?.Convert is not { } convert)
        {
            return true;
        }

        try
        {
            value = convert(value);
            return true;
        }
        catch (GraphQLException exception)
        {
            var inner = exception.Errors[0];
            error = inner.Locations is null ? inner.WithLocations(InputErrors.At(inner.Message, node).Locations) : inner;
            return false;
        }
    }

    private static bool TryReadField(
        InputField field, ValueNode value, VariablePlan[] variables, object?[] variableValues, out object? result, out IError? error) =>
        TryRead(field.Type, value, variables, variableValues, out result, out error) && TryConvert(field, value, ref result, out error);

    private static object? Find(VariableNode variable, VariablePlan[] variables, object?[] values)
    {
        for (var i = 0; i < variables.Length; i++)
        {
            if (variables[i].Name == variable.Name.Value)
            {
                return values[i];
            }
        }

        return InputBinding.Unset;
    }
}
