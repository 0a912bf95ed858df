using System.Linq.Expressions;
using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Data;

// Sort inputs.
internal sealed partial class FilterTypes
{
    private readonly Dictionary<Type, InputObjectType> _sorts = [];
    private EnumType? _direction;

    /// <summary>Gives a field its <c>order</c> argument.</summary>
    public SortArgument AddSortArgument(FieldDraft draft, Type type)
    {
        var list = Sort(type).AsNonNull().AsList();
        draft.Arguments.Add(new InputField("order", list)
        {
            Directives = Cost(OperationCost),
            Binding = new InputBinding(typeof(SortNode[]), value => (value as object?[])?.OfType<SortNode>().ToArray()),
            Index = draft.Arguments.Count,
        });
        return new SortArgument(draft.Arguments.Count - 1);
    }

    private InputObjectType Sort(Type type)
    {
        var described = Described(type, typeof(SortInputType<>));
        var row = described?.RowType ?? type;
        var key = described is null ? row : described.GetType();
        if (_sorts.TryGetValue(key, out var known))
        {
            return known;
        }

        var descriptor = described?.Describe();
        var input = registry.Add(new InputObjectType(descriptor?.InputName ?? $"{RowName(row)}SortInput", descriptor?.InputDescription));
        _sorts.Add(key, input);
        if (described is not null)
        {
            _sorts.TryAdd(row, input);
        }

        registry.Later(() => CompleteSort(input, row, descriptor));
        return input;
    }

    private void CompleteSort(InputObjectType input, Type row, DataInputDescriptor? descriptor)
    {
        var fields = new List<InputField>();
        var keys = new List<SortField>();
        foreach (var (property, name, description) in Properties(row, descriptor))
        {
            var shape = TypeShape.Of(property);
            if (shape.IsList)
            {
                continue;
            }

            if (shape.Type.IsEnum || IsSortable(shape.Type))
            {
                fields.Add(new InputField(name, Direction(), description) { Directives = Cost(OperationCost) });
            }
            else if (IsRow(shape.Type) && !shape.Type.IsInterface && shape.Type != typeof(object))
            {
                fields.Add(new InputField(name, Sort(shape.Type), description) { Directives = Cost(OperationCost) });
            }
            else
            {
                continue;
            }

            keys.Add(instance => Expression.Property(instance, property));
        }

        input.Fields = new NamedList<InputField>(fields);
        SchemaParts.Number(input.Fields);
        input.Factory = values => new SortNode(keys, values[..keys.Count]);
    }

    private bool IsSortable(Type type) => registry.Setup.RuntimeBindings.ContainsKey(type)
        || Scalars.NameOf(type) is not (null or ScalarNames.Any or ScalarNames.JSON or ScalarNames.URL);

    private EnumType Direction()
    {
        if (_direction is null)
        {
            _direction = registry.Add(new EnumType("SortEnumType"));
            _direction.Values = new NamedList<EnumValue>(
                [new EnumValue("ASC", SortDirection.Asc), new EnumValue("DESC", SortDirection.Desc)]);
        }

        return _direction;
    }
}
