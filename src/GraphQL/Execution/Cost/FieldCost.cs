using System.Globalization;
using System.Runtime.CompilerServices;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What a field costs, read from <c>@cost</c> and <c>@listSize</c> once.</summary>
internal sealed class FieldCost
{
    private readonly double[] _argumentWeights;
    private readonly string[] _slicingArguments;
    private readonly double? _assumedSize;
    private readonly double? _defaultSize;

    private FieldCost(OutputField field, CostOptions options)
    {
        var listSize = field.Directives.FirstOrDefault(directive => directive.Name.Value == "listSize");
        var isComposite = field.Type.Named.Kind is TypeKind.Object or TypeKind.Interface or TypeKind.Union;
        var isAsync = field.Binding is ResolverBinding { Resolver.IsAsync: true };

        Weight = Weigh(field.Directives)
            ?? (isAsync && options.ApplyCostDefaults ? options.DefaultResolverCost : null)
            ?? (isComposite ? 1 : 0);
        TypeWeight = Weigh(field.Type.Named.Directives) ?? (isComposite ? 1 : 0);
        IsList = field.Type.IsList;
        _argumentWeights = [.. field.Arguments.Select(argument => Weigh(argument.Directives) ?? (argument.Type.Named is InputObjectType ? 1 : 0))];
        _slicingArguments = Strings(listSize, "slicingArguments");
        SizedFields = Strings(listSize, "sizedFields");
        _assumedSize = Number(Argument(listSize, "assumedSize"));
        _defaultSize = options.ApplySlicingArgumentDefaultValue ? Number(Argument(listSize, "slicingArgumentDefaultValue")) : null;
        RequiresOneSlicingArgument = _slicingArguments.Length > 0
            && Argument(listSize, "requireOneSlicingArgument") is not BooleanValueNode { Value: false };
    }

    public double Weight { get; }

    public double TypeWeight { get; }

    public bool IsList { get; }

    /// <summary>The fields beneath that have the size, instead of the field itself.</summary>
    public string[] SizedFields { get; }

    public bool RequiresOneSlicingArgument { get; }

    public static FieldCost Of(ConditionalWeakTable<OutputField, FieldCost> known, OutputField field, CostOptions options) =>
        known.TryGetValue(field, out var cost) ? cost : known.GetValue(field, field => new FieldCost(field, options));

    /// <summary>What the arguments that are given weigh.</summary>
    public double WeighArguments(OutputField field, FieldNode node)
    {
        var weight = 0d;
        foreach (var argument in node.Arguments)
        {
            weight += field.Arguments.Find(argument.Name.Value) is { } definition && definition.Index < _argumentWeights.Length
                ? _argumentWeights[definition.Index]
                : 0;
        }

        return weight;
    }

    /// <summary>How many items the field, or its sized fields, may have.</summary>
    /// <param name="node">The selection.</param>
    /// <param name="read">Reads a variable's value.</param>
    /// <param name="given">How many slicing arguments have a value.</param>
    public double Size(FieldNode node, Func<string, object?> read, out int given)
    {
        given = 0;
        var size = -1d;
        foreach (var argument in node.Arguments)
        {
            if (Array.IndexOf(_slicingArguments, argument.Name.Value) < 0)
            {
                continue;
            }

            var value = argument.Value switch
            {
                VariableNode variable => read(variable.Name.Value) is { } number && number != InputBinding.Unset
                    ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
                    : (double?)null,
                var literal => Number(literal),
            };
            if (value is not null)
            {
                given++;
                size = Math.Max(size, value.Value);
            }
        }

        return size >= 0 ? size : _defaultSize ?? _assumedSize ?? 1;
    }

    private static double? Weigh(IReadOnlyList<DirectiveNode> directives) =>
        Number(Argument(directives.FirstOrDefault(directive => directive.Name.Value == "cost"), "weight"));

    private static ValueNode? Argument(DirectiveNode? directive, string name)
    {
        foreach (var argument in directive?.Arguments ?? default)
        {
            if (argument.Name.Value == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static double? Number(ValueNode? value)
    {
        var text = value switch
        {
            StringValueNode node => node.Value,
            IntValueNode node => node.Value,
            FloatValueNode node => node.Value,
            _ => null,
        };
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string[] Strings(DirectiveNode? directive, string name) => Argument(directive, name) switch
    {
        ListValueNode list => [.. ((IEnumerable<ValueNode>)list.Items).OfType<StringValueNode>().Select(item => item.Value)],
        StringValueNode single => [single.Value],
        _ => [],
    };
}
