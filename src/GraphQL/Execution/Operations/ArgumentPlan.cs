using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// The arguments of a selection. Those that are literals of leaf types are coerced when the plan is made; the others once per execution, whatever
/// the number of parents.
/// </summary>
internal sealed class ArgumentPlan
{
    public static readonly ArgumentPlan None = new([], [], []);

    private readonly InputField[] _fields;
    private readonly ValueNode?[] _values;
    private readonly object?[] _constants;
    private readonly bool _isConstant;

    private ArgumentPlan(InputField[] fields, ValueNode?[] values, object?[] constants)
    {
        _fields = fields;
        _values = values;
        _constants = constants;
        _isConstant = Array.TrueForAll(values, value => value is null);
    }

    /// <summary>Whether no variable matters.</summary>
    public bool IsConstant => _isConstant;

    public int IndexOf(string name) => Array.FindIndex(_fields, field => field.Name == name);

    public static ArgumentPlan Create(OutputField field, FieldNode node)
    {
        if (field.Arguments.Count == 0)
        {
            return None;
        }

        var fields = new InputField[field.Arguments.Count];
        var values = new ValueNode?[fields.Length];
        var constants = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var argument = field.Arguments[i];
            var value = Find(node, argument.Name) ?? argument.DefaultValue;
            fields[i] = argument;
            constants[i] = InputBinding.Unset;

            // Lists and input objects are made anew for each execution: a resolver may change them.
            if (value is not null && (argument.Type.NullableType.Kind is not (TypeKind.Scalar or TypeKind.Enum) || value is VariableNode
                || !LiteralCoercion.TryCoerce(argument, value, [], [], out constants[i], out _)))
            {
                values[i] = value;
            }
        }

        return new ArgumentPlan(fields, values, constants);
    }

    /// <summary>Coerces the arguments.</summary>
    /// <param name="variables">The operation's variables.</param>
    /// <param name="variableValues">Their values.</param>
    /// <param name="arguments">The values in the order of the field's arguments; shared between executions when constant.</param>
    /// <param name="error">Why it failed.</param>
    public bool TryCoerce(VariablePlan[] variables, object?[] variableValues, out object?[] arguments, out IError? error)
    {
        error = null;
        arguments = _constants;
        if (_isConstant)
        {
            return true;
        }

        arguments = (object?[])_constants.Clone();
        for (var i = 0; i < _fields.Length; i++)
        {
            if (_values[i] is { } value && !LiteralCoercion.TryCoerce(_fields[i], value, variables, variableValues, out arguments[i], out error))
            {
                return false;
            }
        }

        return true;
    }

    private static ValueNode? Find(FieldNode node, string name)
    {
        foreach (var argument in node.Arguments)
        {
            if (argument.Name.Value == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
