using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Coerces the variables of a request straight from its JSON to C# values. One use per request, on one thread.</summary>
internal sealed class VariableCoercion
{
    private const int MaxErrors = 10;
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 128 };
    private readonly List<object> _path = [];
    private readonly List<IError> _errors = [];
    private VariablePlan _variable = null!;

    private VariableCoercion()
    {
    }

    /// <summary>Coerces the variables.</summary>
    /// <param name="plans">What the operation declares.</param>
    /// <param name="json">A JSON object, <c>null</c> or nothing.</param>
    /// <param name="values">One value per declared variable; <see cref="InputBinding.Unset"/> where none was given and none is default.</param>
    /// <returns>The errors, or null when there are none.</returns>
    public static IReadOnlyList<IError>? Coerce(VariablePlan[] plans, ReadOnlySpan<byte> json, out object?[] values)
    {
        values = [];
        if (plans.Length == 0)
        {
            return null;
        }

        values = new object?[plans.Length];
        Array.Fill(values, InputBinding.Unset);
        return new VariableCoercion().Run(plans, json, values);
    }

    private List<IError>? Run(VariablePlan[] plans, ReadOnlySpan<byte> json, object?[] values)
    {
        try
        {
            ReadAll(plans, json, values);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader throws the latter for text that is no UTF-8.
            return [ExecutionErrors.InvalidVariables()];
        }

        for (var i = 0; i < plans.Length && _errors.Count < MaxErrors; i++)
        {
            if (values[i] == InputBinding.Unset)
            {
                FillDefault(plans[i], ref values[i]);
            }
        }

        return _errors.Count == 0 ? null : _errors;
    }

    private void FillDefault(VariablePlan plan, ref object? value)
    {
        if (plan.Node.DefaultValue is { } literal)
        {
            if (!LiteralCoercion.TryRead(plan.Type, literal, [], [], out value, out var error))
            {
                _errors.Add(error!);
            }
        }
        else if (plan.Type.IsNonNull)
        {
            _errors.Add(InputErrors.At($"Variable \"${plan.Name}\" of required type \"{plan.Type}\" was not provided.", plan.Node, InputErrors.InvalidVariable));
        }
    }

    private void ReadAll(VariablePlan[] plans, ReadOnlySpan<byte> json, object?[] values)
    {
        if (json.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _errors.Add(ExecutionErrors.InvalidVariables());
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && _errors.Count < MaxErrors)
        {
            var index = IndexOf(ref reader, plans);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            _variable = plans[index];
            values[index] = Read(ref reader, _variable.Type);
        }
    }

    private static int IndexOf(ref Utf8JsonReader reader, VariablePlan[] plans)
    {
        for (var i = 0; i < plans.Length; i++)
        {
            if (reader.ValueTextEquals(plans[i].Utf8Name))
            {
                return i;
            }
        }

        return -1;
    }

    // Leaves the reader on the value's last token, whatever happens.
    private object? Read(ref Utf8JsonReader reader, GraphQLType type)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return type.IsNonNull ? Fail(InputErrors.NotNull(type)) : null;
        }

        switch (type.NullableType)
        {
            case ListType list:
                return ReadList(ref reader, list);
            case InputObjectType inputObject:
                return ReadObject(ref reader, InputShape.Of(inputObject));
            case EnumType enumType:
                return ReadEnum(ref reader, enumType);
            default:
                var scalar = (ScalarType)type.NullableType;
                if (scalar.TryCoerceJson(ref reader, out var value))
                {
                    return value;
                }

                reader.Skip();
                return Fail(InputErrors.NotAScalar(scalar));
        }
    }

    private object? ReadEnum(ref Utf8JsonReader reader, EnumType type)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var value in type.Values.AsSpan())
            {
                if (reader.ValueTextEquals(value.Json[1..^1]))
                {
                    return value.RuntimeValue;
                }
            }
        }

        reader.Skip();
        return Fail(InputErrors.NotInEnum(type));
    }

    private object?[] ReadList(ref Utf8JsonReader reader, ListType list)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            // A value stands for a list of one.
            return new[] { Read(ref reader, list.ElementType) };
        }

        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (_errors.Count >= MaxErrors)
            {
                reader.Skip();
                continue;
            }

            _path.Add(items.Count);
            items.Add(Read(ref reader, list.ElementType));
            _path.RemoveAt(_path.Count - 1);
        }

        return items.ToArray();
    }

    private object? ReadObject(ref Utf8JsonReader reader, InputShape shape)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return Fail(InputErrors.NotAnObject(shape.Type));
        }

        var errors = _errors.Count;
        var values = ArrayPool<object?>.Shared.Rent(shape.Fields.Length);
        try
        {
            var used = values.AsSpan(0, shape.Fields.Length);
            used.Fill(InputBinding.Unset);
            var given = ReadFields(ref reader, shape, values);
            return _errors.Count > errors ? null : Complete(shape, values, given);
        }
        finally
        {
            values.AsSpan(0, shape.Fields.Length).Clear();
            ArrayPool<object?>.Shared.Return(values);
        }
    }

    private int ReadFields(ref Utf8JsonReader reader, InputShape shape, object?[] values)
    {
        var given = 0;
        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            given++;
            var index = shape.IndexOf(ref reader, expected);
            if (index < 0 || _errors.Count >= MaxErrors)
            {
                if (index < 0)
                {
                    Fail(InputErrors.Unknown(Shorten(reader.GetString()!), shape.Type));
                }

                reader.Read();
                reader.Skip();
                continue;
            }

            expected = index + 1;
            var field = shape.Fields[index];
            reader.Read();
            _path.Add(field.Name);
            var errors = _errors.Count;
            values[index] = Read(ref reader, field.Type);
            if (errors == _errors.Count && !LiteralCoercion.TryConvert(field, _variable.Node, ref values[index], out var error))
            {
                Fail(error!.Message, error.Code);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return given;
    }

    private object? Complete(InputShape shape, object?[] values, int given)
    {
        // The rented array may be longer than the type has fields; what is behind them is null, not unset.
        if (shape.Type.IsOneOf && LiteralCoercion.OneOfProblem(shape, values.AsSpan(0, shape.Fields.Length).ToArray(), given) is { } problem)
        {
            return Fail(problem);
        }

        if (LiteralCoercion.FillDefaults(shape, values) is { } missing)
        {
            return Fail(InputErrors.Missing(missing));
        }

        try
        {
            return shape.Create(values);
        }
        catch (GraphQLException exception)
        {
            return Fail(exception.Errors[0].Message, exception.Errors[0].Code);
        }
    }

    private object? Fail(string message, string? code = null)
    {
        if (_errors.Count < MaxErrors)
        {
            var at = _path.Count == 0 ? "" : $" at \"{Path()}\"";
            _errors.Add(InputErrors.At($"Variable \"${_variable.Name}\" got invalid value{at}; {message}", _variable.Node, code ?? InputErrors.InvalidVariable));
        }

        return null;
    }

    private string Path()
    {
        var text = new StringBuilder(_variable.Name);
        foreach (var segment in _path)
        {
            _ = segment is int index
                ? text.Append(CultureInfo.InvariantCulture, $"[{index}]")
                : text.Append('.').Append(segment);
        }

        return text.ToString();
    }

    private static string Shorten(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
