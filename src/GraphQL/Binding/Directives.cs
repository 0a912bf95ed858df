using System.Globalization;
using System.Reflection;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>The directives that attributes apply: <c>@cost</c>, <c>@listSize</c>, <c>@deprecated</c>.</summary>
internal static class Directives
{
    public const string CostName = "cost";
    public const string ListSizeName = "listSize";

    public static string? Deprecation(MemberInfo member) =>
        member.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.DeprecationReason
        ?? (member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete ? obsolete.Message ?? BuiltInDirectives.NoReason : null);

    public static string? Deprecation(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.DeprecationReason;

    public static IReadOnlyList<DirectiveNode> OfType(Type type) =>
        type.GetCustomAttribute<CostAttribute>() is { } cost ? [Cost(cost.Weight)] : [];

    public static IReadOnlyList<DirectiveNode> OfInput(ICustomAttributeProvider member) =>
        [.. member.GetCustomAttributes(inherit: true).OfType<CostAttribute>().Select(cost => Cost(cost.Weight))];

    /// <summary>What a field's attributes ask for, and the default cost of a resolver that does more than read its parent.</summary>
    public static IReadOnlyList<DirectiveNode> OfField(MemberInfo member, bool isPure, SchemaSetup setup)
    {
        var nodes = new List<DirectiveNode>();
        if (member.GetCustomAttribute<ListSizeAttribute>() is { } size)
        {
            nodes.Add(ListSize(size));
        }

        if (member.GetCustomAttribute<CostAttribute>() is { } cost)
        {
            nodes.Add(Cost(cost.Weight));
        }
        else if (!isPure && setup.DefaultResolverCost is { } weight)
        {
            nodes.Add(Cost(weight));
        }

        return nodes;
    }

    public static DirectiveNode Cost(double weight) =>
        Apply(CostName, ("weight", new StringValueNode(weight.ToString(CultureInfo.InvariantCulture))));

    public static DirectiveNode PageSize(PagingOptions paging)
    {
        string[] slicing = paging.AllowBackwardPagination ? ["first", "last"] : ["first"];
        string[] sized = paging.IncludeNodesField ? ["edges", "nodes"] : ["edges"];
        return Apply(
            ListSizeName,
            ("assumedSize", Number(paging.MaxPageSize)),
            ("slicingArguments", Strings(slicing)),
            ("slicingArgumentDefaultValue", Number(paging.DefaultPageSize)),
            ("sizedFields", Strings(sized)),
            ("requireOneSlicingArgument", new BooleanValueNode(paging.RequirePagingBoundaries)));
    }

    /// <summary>Defines the cost directives that are applied somewhere.</summary>
    public static void Define(SchemaParts parts)
    {
        var used = parts.Types.SelectMany(Applied).Select(node => node.Name.Value).ToHashSet(StringComparer.Ordinal);
        if (used.Contains(CostName))
        {
            DefineCost(parts);
        }

        if (used.Contains(ListSizeName))
        {
            DefineListSize(parts);
        }
    }

    private static IEnumerable<DirectiveNode> Applied(NamedType type) => type switch
    {
        ComplexType complex => type.Directives.Concat(complex.Fields.SelectMany(field =>
            field.Directives.Concat(field.Arguments.SelectMany(argument => argument.Directives)))),
        InputObjectType input => type.Directives.Concat(input.Fields.SelectMany(field => field.Directives)),
        _ => type.Directives,
    };

    private static void DefineCost(SchemaParts parts)
    {
        var text = parts.Scalar(ScalarNames.String);
        parts.Directives.Add(new DirectiveType(
            CostName,
            DirectiveLocation.Scalar | DirectiveLocation.Object | DirectiveLocation.FieldDefinition | DirectiveLocation.ArgumentDefinition
            | DirectiveLocation.Enum | DirectiveLocation.InputFieldDefinition,
            CostTexts.Cost)
        {
            Arguments = new NamedList<InputField>([new InputField("weight", text.AsNonNull(), CostTexts.Weight)]),
        });
    }

    private static void DefineListSize(SchemaParts parts)
    {
        var number = parts.Scalar(ScalarNames.Int);
        var texts = parts.Scalar(ScalarNames.String).AsNonNull().AsList();
        parts.Directives.Add(new DirectiveType(ListSizeName, DirectiveLocation.FieldDefinition, CostTexts.ListSize)
        {
            Arguments = new NamedList<InputField>(
            [
                new InputField("assumedSize", number, CostTexts.AssumedSize),
                new InputField("slicingArguments", texts, CostTexts.SlicingArguments),
                new InputField("slicingArgumentDefaultValue", number, CostTexts.SlicingArgumentDefaultValue),
                new InputField("sizedFields", texts, CostTexts.SizedFields),
                new InputField(
                    "requireOneSlicingArgument",
                    parts.Scalar(ScalarNames.Boolean).AsNonNull(),
                    CostTexts.RequireOneSlicingArgument,
                    new BooleanValueNode(true)),
            ]),
        });
    }

    /// <summary>Takes all costs out again, for a server that does not limit them.</summary>
    public static void RemoveCosts(SchemaParts parts)
    {
        foreach (var type in parts.Types)
        {
            type.Directives = WithoutCosts(type.Directives);
            var arguments = (type as ComplexType)?.Fields.SelectMany(field => field.Arguments) ?? (type as InputObjectType)?.Fields ?? NamedList<InputField>.Empty;
            foreach (var argument in arguments)
            {
                argument.Directives = WithoutCosts(argument.Directives);
            }

            foreach (var field in (type as ComplexType)?.Fields ?? NamedList<OutputField>.Empty)
            {
                field.Directives = WithoutCosts(field.Directives);
            }
        }
    }

    private static DirectiveNode[] WithoutCosts(IReadOnlyList<DirectiveNode> directives) =>
        [.. directives.Where(node => node.Name.Value is not (CostName or ListSizeName))];

    private static DirectiveNode ListSize(ListSizeAttribute size)
    {
        var arguments = new List<(string, ValueNode)>();
        if (size.AssumedSize >= 0)
        {
            arguments.Add(("assumedSize", Number(size.AssumedSize)));
        }

        if (size.SlicingArguments is { } slicing)
        {
            arguments.Add(("slicingArguments", Strings(slicing)));
        }

        if (size.SlicingArgumentDefaultValue >= 0)
        {
            arguments.Add(("slicingArgumentDefaultValue", Number(size.SlicingArgumentDefaultValue)));
        }

        if (size.SizedFields is { } sized)
        {
            arguments.Add(("sizedFields", Strings(sized)));
        }

        arguments.Add(("requireOneSlicingArgument", new BooleanValueNode(size.RequireOneSlicingArgument && size.SlicingArguments is not null)));
        return Apply(ListSizeName, [.. arguments]);
    }

    private static DirectiveNode Apply(string name, params (string Name, ValueNode Value)[] arguments) => new(
        new NameNode(name),
        (ArgumentNode[])[.. arguments.Select(argument => new ArgumentNode(new NameNode(argument.Name), argument.Value))]);

    private static IntValueNode Number(int value) => new(value.ToString(CultureInfo.InvariantCulture));

    private static ListValueNode Strings(string[] values) => new((ValueNode[])[.. values.Select(value => new StringValueNode(value))]);
}
