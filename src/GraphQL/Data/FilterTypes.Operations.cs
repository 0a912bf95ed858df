using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Data;

// The inputs that hold the operations of a basic type, such as StringOperationFilterInput.
internal sealed partial class FilterTypes
{
    private InputObjectType Strings() => Define("StringOperationFilterInput", (input, fields, operations) =>
    {
        var text = registry.Parts.Scalar(ScalarNames.String);
        AddJoins(input, fields, operations, hasAnd: true, hasOr: true);
        Add(fields, operations, "eq", text, FilterOperations.Equal(negated: false));
        Add(fields, operations, "neq", text, FilterOperations.Equal(negated: true));
        AddText(fields, operations, "contains", nameof(string.Contains));
        Add(fields, operations, "in", text.AsList(), FilterOperations.In(negated: false));
        Add(fields, operations, "nin", text.AsList(), FilterOperations.In(negated: true));
        AddText(fields, operations, "startsWith", nameof(string.StartsWith));
        AddText(fields, operations, "endsWith", nameof(string.EndsWith));
    });

    private InputObjectType Booleans() => Define("BooleanOperationFilterInput", (_, fields, operations) =>
    {
        var flag = registry.Parts.Scalar(ScalarNames.Boolean);
        Add(fields, operations, "eq", flag, FilterOperations.Equal(negated: false));
        Add(fields, operations, "neq", flag, FilterOperations.Equal(negated: true));
    });

    private InputObjectType Enums(NamedType type) => Define($"{type.Name}OperationFilterInput", (_, fields, operations) =>
    {
        Add(fields, operations, "eq", type, FilterOperations.Equal(negated: false));
        Add(fields, operations, "neq", type, FilterOperations.Equal(negated: true));
        Add(fields, operations, "in", type.AsNonNull().AsList(), FilterOperations.In(negated: false));
        Add(fields, operations, "nin", type.AsNonNull().AsList(), FilterOperations.In(negated: true));
    });

    private InputObjectType Comparables(string scalar) => Define($"{ScalarPrefix(scalar)}OperationFilterInput", (_, fields, operations) =>
    {
        var type = (ScalarType)registry.Parts.Scalar(scalar);
        Add(fields, operations, "eq", type, Fitted(type, FilterOperations.Equal(negated: false)));
        Add(fields, operations, "neq", type, Fitted(type, FilterOperations.Equal(negated: true)));
        Add(fields, operations, "in", type.AsList(), Fitted(type, FilterOperations.In(negated: false)));
        Add(fields, operations, "nin", type.AsList(), Fitted(type, FilterOperations.In(negated: true)));
        foreach (var (name, kind) in new[]
        {
            ("gt", ExpressionType.GreaterThan), ("gte", ExpressionType.GreaterThanOrEqual),
            ("lt", ExpressionType.LessThan), ("lte", ExpressionType.LessThanOrEqual),
        })
        {
            Add(fields, operations, name, type, Fitted(type, FilterOperations.Compare(name, kind, negated: false)));
            Add(fields, operations, $"n{name}", type, Fitted(type, FilterOperations.Compare($"n{name}", kind, negated: true)));
        }
    });

    // One input serves all .NET types of a scalar, such as DateTime and DateTimeOffset: the property decides what the value becomes.
    private FilterOperation Fitted(ScalarType scalar, FilterOperation operation) => (property, value) =>
        registry.Converters.Between(scalar.RuntimeType, property.Type) is { } convert
            ? operation(property, value is object?[] items ? items.Select(convert).ToArray() : convert(value))
            : operation(property, value);

    private InputObjectType Ids() => Define("IdOperationFilterInput", (_, fields, operations) =>
    {
        var scalar = registry.Parts.Scalar(ScalarNames.ID);
        Add(fields, operations, "eq", scalar, FilterOperations.Equal(negated: false));
        Add(fields, operations, "neq", scalar, FilterOperations.Equal(negated: true));
        Add(fields, operations, "in", scalar.AsList(), FilterOperations.In(negated: false));
        Add(fields, operations, "nin", scalar.AsList(), FilterOperations.In(negated: true));
    });

    /// <summary>The operations on an id, whose global form is decoded by what the property says of it.</summary>
    private FilterOperation IdOperation(PropertyInfo property, SortField member)
    {
        var owner = registry.Extensions.NameOf(property.DeclaringType!) ?? Naming.TypeName(property.DeclaringType!);
        var id = property.GetCustomAttributes(true).OfType<IDAttribute>().First();
        var decode = new IdTarget(registry, id, owner).Read(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        return (instance, value) => value is FilterNode node
            ? new FilterNode(node.Operations, [.. node.Values.Select(Decode)]).On(member(instance))
            : null;

        object? Decode(object? value) => value == InputBinding.Unset ? value
            : value is object?[] items ? items.Select(decode).ToArray()
            : decode(value);
    }

    private InputObjectType Define(string name, Action<InputObjectType, List<InputField>, List<FilterOperation>> fill)
    {
        if (_operations.TryGetValue(name, out var known))
        {
            return known;
        }

        var input = registry.Add(new InputObjectType(name));
        _operations.Add(name, input);
        var fields = new List<InputField>();
        var operations = new List<FilterOperation>();
        fill(input, fields, operations);
        Finish(input, fields, operations);
        return input;
    }

    private void AddText(List<InputField> fields, List<FilterOperation> operations, string name, string method)
    {
        var text = registry.Parts.Scalar(ScalarNames.String);
        Add(fields, operations, name, text, FilterOperations.Text(name, method, negated: false), cost: ExpensiveOperationCost);
        Add(fields, operations, $"n{name}", text, FilterOperations.Text($"n{name}", method, negated: true), cost: ExpensiveOperationCost);
    }

    private static void AddJoins(
        InputObjectType input, List<InputField> fields, List<FilterOperation> operations, bool hasAnd, bool hasOr)
    {
        if (hasAnd)
        {
            fields.Add(new InputField("and", input.AsNonNull().AsList()));
            operations.Add(FilterOperations.And);
        }

        if (hasOr)
        {
            fields.Add(new InputField("or", input.AsNonNull().AsList()));
            operations.Add(FilterOperations.Or);
        }
    }

    private static void Add(
        List<InputField> fields,
        List<FilterOperation> operations,
        string name,
        GraphQLType type,
        FilterOperation operation,
        double cost = OperationCost)
    {
        fields.Add(new InputField(name, type) { Directives = Cost(cost) });
        operations.Add(operation);
    }

    private static void Finish(InputObjectType input, List<InputField> fields, List<FilterOperation> operations)
    {
        input.Fields = new NamedList<InputField>(fields);
        SchemaParts.Number(input.Fields);
        // Copied, because the engine reuses the array, which may be longer than the fields are many.
        input.Factory = values => new FilterNode(operations, values[..operations.Count]);
    }

    private static string ScalarPrefix(string scalar) => scalar switch
    {
        ScalarNames.UUID => "Uuid",
        ScalarNames.URL => "Url",
        ScalarNames.ID => "Id",
        _ => scalar,
    };
}
