using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Data;

/// <summary>Makes the filter and sort inputs of row types.</summary>
internal sealed partial class FilterTypes(TypeRegistry registry)
{
    private const double OperationCost = 10;
    private const double ExpensiveOperationCost = 20;
    private static readonly string[] Quantifiers = ["all", "none", "some"];
    private readonly Dictionary<Type, InputObjectType> _filters = [];
    private readonly Dictionary<string, InputObjectType> _operations = new(StringComparer.Ordinal);

    /// <summary>Gives a field its <c>where</c> argument.</summary>
    public FilterArgument AddArgument(FieldDraft draft, Type type)
    {
        var input = Filter(type);
        draft.Arguments.Add(new InputField("where", input)
        {
            Directives = Cost(OperationCost),
            Binding = new InputBinding(typeof(FilterNode)),
            Index = draft.Arguments.Count,
        });
        return new FilterArgument(draft.Arguments.Count - 1);
    }

    /// <summary>The filter input of a row type, or of a class that describes one.</summary>
    private InputObjectType Filter(Type type)
    {
        var described = Described(type, typeof(FilterInputType<>));
        var row = described?.RowType ?? type;
        var key = described is null ? row : described.GetType();
        if (_filters.TryGetValue(key, out var known))
        {
            return known;
        }

        var descriptor = described?.Describe();
        var input = registry.Add(new InputObjectType(descriptor?.InputName ?? $"{RowName(row)}FilterInput", descriptor?.InputDescription));
        _filters.Add(key, input);
        if (described is not null)
        {
            // A described filter is the row type's filter wherever that is nested.
            _filters.TryAdd(row, input);
        }

        registry.Later(() => Complete(input, row, descriptor));
        return input;
    }

    private void Complete(InputObjectType input, Type row, DataInputDescriptor? descriptor)
    {
        var fields = new List<InputField>();
        var operations = new List<FilterOperation>();
        AddJoins(input, fields, operations, descriptor?.HasAnd ?? true, descriptor?.HasOr ?? true);
        foreach (var (property, name, description) in Properties(row, descriptor))
        {
            if (Operation(property) is not { } operation)
            {
                continue;
            }

            fields.Add(new InputField(name, operation.Type, description));
            operations.Add(operation.Operation);
        }

        Finish(input, fields, operations);
    }

    private (InputObjectType Type, FilterOperation Operation)? Operation(PropertyInfo property)
    {
        SortField member = instance => Expression.Property(instance, property);
        var shape = TypeShape.Of(property);
        if (shape.Element is { } element)
        {
            return (List(element.Type), FilterOperations.Member(member));
        }

        if (property.IsDefined(typeof(IDAttribute), true))
        {
            return (Ids(), IdOperation(property, member));
        }

        if (Basic(shape.Type) is { } basic)
        {
            return (basic, FilterOperations.Member(member));
        }

        return shape.Type.IsInterface || shape.Type == typeof(object) || !IsRow(shape.Type)
            ? null
            : (Filter(shape.Type), FilterOperations.Nested(member));
    }

    private InputObjectType? Basic(Type type)
    {
        if (type.IsEnum)
        {
            return Enums(registry.Output(type));
        }

        var bound = registry.Setup.RuntimeBindings.TryGetValue(type, out var marker) ? Markers.ScalarOf(marker) : null;
        return (bound ?? Scalars.NameOf(type)) switch
        {
            null or ScalarNames.Any or ScalarNames.JSON => null,
            ScalarNames.String => Strings(),
            ScalarNames.Boolean => Booleans(),
            var scalar => Comparables(scalar),
        };
    }

    private InputObjectType List(Type element)
    {
        var item = Basic(element) ?? Filter(element);
        // ListStringOperationFilterInput, but ListFilterInputTypeOfMessageFilterInput: the names HotChocolate gives them.
        var name = Basic(element) is not null ? $"List{item.Name}" : $"ListFilterInputTypeOf{item.Name}";
        return Define(name, (_, fields, operations) =>
        {
            foreach (var quantifier in Quantifiers)
            {
                Add(fields, operations, quantifier, item, FilterOperations.Items(quantifier, element));
            }

            Add(fields, operations, "any", registry.Parts.Scalar(ScalarNames.Boolean), FilterOperations.Any(element));
        });
    }

    private IEnumerable<(PropertyInfo Property, string Name, string? Description)> Properties(Type row, DataInputDescriptor? descriptor) => row
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead && !property.IsDefined(typeof(GraphQLIgnoreAttribute), true))
        .Where(property => Setting(descriptor, property) is { } setting ? !setting.IsIgnored : descriptor?.IsExplicit != true)
        .Select(property => (
            property,
            Setting(descriptor, property)?.FieldName ?? Naming.FieldName(property),
            Setting(descriptor, property)?.FieldDescription ?? registry.Docs.Describe(property)));

    private static DataFieldDescriptor? Setting(DataInputDescriptor? descriptor, PropertyInfo property) =>
        descriptor?.Fields.FirstOrDefault(entry => entry.Key.Name == property.Name).Value;

    private IDataInputType? Described(Type type, Type kind)
    {
        var candidate = typeof(IDataInputType).IsAssignableFrom(type)
            ? type
            : registry.Extensions.DataTypes.Find(item => Derives(item, kind) && ((IDataInputType)Activator.CreateInstance(item)!).RowType == type);
        return candidate is null ? null : (IDataInputType)Activator.CreateInstance(candidate)!;
    }

    private static bool Derives(Type? type, Type kind)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == kind)
            {
                return true;
            }
        }

        return false;
    }

    private string RowName(Type row) => registry.Extensions.NameOf(row) ?? Naming.TypeName(row);

    private static bool IsRow(Type type) => (type.IsClass || type.IsValueType) && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
        && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    private static IReadOnlyList<Language.DirectiveNode> Cost(double weight) => [Directives.Cost(weight)];
}
