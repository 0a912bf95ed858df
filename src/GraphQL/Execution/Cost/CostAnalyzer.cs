using System.Runtime.CompilerServices;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What an operation costs at most.</summary>
/// <param name="Field">What running its resolvers weighs.</param>
/// <param name="Type">How many objects it may return.</param>
public sealed record OperationCost(double Field, double Type);

/// <summary>
/// Static cost analysis by HotChocolate's model. A selection set costs the sum of its fields; for an abstract type the dearest of its possible
/// types; a list its items' cost times its size.
/// </summary>
internal sealed class CostAnalyzer(CostOptions options)
{
    private readonly ConditionalWeakTable<OutputField, FieldCost> _fields = [];

    /// <summary>Analyses an operation.</summary>
    /// <param name="plan">The operation.</param>
    /// <param name="variables">Its variables, of which sizes of pages may depend.</param>
    /// <param name="cost">What it costs; null where that is not analysed.</param>
    /// <returns>The reason for refusing it, or null.</returns>
    public IError? Check(OperationPlan plan, object?[] variables, out OperationCost? cost)
    {
        cost = null;
        if (options.SkipAnalyzer)
        {
            return null;
        }

        cost = plan.Cost;
        if (cost is null)
        {
            var run = new Run(this, plan, variables);
            var root = run.Measure(plan.Operation.SelectionSet, plan.Root.Type, [], 1);
            if (run.Error is not null)
            {
                return run.Error;
            }

            cost = new OperationCost(root.Field, root.Type + 1);
            if (!run.UsedVariables)
            {
                plan.Cost = cost;
            }
        }

        return !options.EnforceCostLimits ? null
            : cost.Field > options.MaxFieldCost ? ExecutionErrors.FieldCostExceeded(cost.Field, options.MaxFieldCost)
            : cost.Type > options.MaxTypeCost ? ExecutionErrors.TypeCostExceeded(cost.Type, options.MaxTypeCost)
            : null;
    }

    private sealed class Run(CostAnalyzer analyzer, OperationPlan plan, object?[] variables)
    {
        // Within abstract types a set is met once for each possible type, level by level: without memory that multiplies.
        private Func<string, object?>? _read;
        private static readonly OperationCost Nothing = new(0, 0);
        private Dictionary<(SelectionSetNode, NamedType, double), OperationCost>? _known;

        public IError? Error { get; private set; }

        public bool UsedVariables { get; private set; }

        /// <param name="set">The selections.</param>
        /// <param name="type">What they are made on.</param>
        /// <param name="sizedFields">Fields whose size the parent tells.</param>
        /// <param name="size">That size.</param>
        public OperationCost Measure(SelectionSetNode set, NamedType type, string[] sizedFields, double size)
        {
            if (type is ObjectType item)
            {
                return Sum(set, item, sizedFields, size);
            }

            _known ??= [];
            var key = (set, type, sizedFields.Length == 0 ? 1 : size);
            if (_known.TryGetValue(key, out var known))
            {
                return known;
            }

            var worst = Nothing;
            foreach (var possible in plan.Schema.GetPossibleTypes(type))
            {
                var cost = Sum(set, possible, sizedFields, size);
                worst = new OperationCost(Math.Max(worst.Field, cost.Field), Math.Max(worst.Type, cost.Type));
            }

            _known[key] = worst;
            return worst;
        }

        private OperationCost Sum(SelectionSetNode set, ObjectType type, string[] sizedFields, double size)
        {
            var field = 0d;
            var types = 0d;
            foreach (var selection in set.Selections)
            {
                var cost = selection switch
                {
                    FieldNode node => OfField(node, type, sizedFields, size),
                    InlineFragmentNode inline when Applies(type, inline.TypeCondition) => Sum(inline.SelectionSet, type, sizedFields, size),
                    FragmentSpreadNode spread when plan.Fragments.TryGetValue(spread.Name.Value, out var fragment)
                        && Applies(type, fragment.TypeCondition) => OfFragment(fragment.SelectionSet, type, sizedFields, size),
                    _ => Nothing,
                };
                field += cost.Field;
                types += cost.Type;
            }

            return new OperationCost(field, types);
        }

        private OperationCost OfFragment(SelectionSetNode set, ObjectType type, string[] sizedFields, double size)
        {
            _known ??= [];
            var key = (set, (NamedType)type, sizedFields.Length == 0 ? 1 : size);
            if (!_known.TryGetValue(key, out var cost))
            {
                cost = Sum(set, type, sizedFields, size);
                _known[key] = cost;
            }

            return cost;
        }

        private OperationCost OfField(FieldNode node, ObjectType type, string[] sizedFields, double parentSize)
        {
            if (plan.Schema.FindField(type, node.Name.Value) is not { } field || node.Name.Value.StartsWith("__", StringComparison.Ordinal))
            {
                // Introspection has its own limits: it is allowed or it is not.
                return Nothing;
            }

            var definition = FieldCost.Of(analyzer._fields, field, analyzer.Options);
            var own = definition.Size(node, _read ??= Read, out var given);
            if (definition.RequiresOneSlicingArgument && given != 1)
            {
                Error ??= InputErrors.At("Exactly one slicing argument must be defined.", node, "HC0082");
            }

            var isSized = definition.IsList && Array.IndexOf(sizedFields, field.Name) >= 0;
            var size = isSized ? parentSize
                : definition.SizedFields.Length > 0 || !definition.IsList ? 1
                : own;
            var children = node.SelectionSet is null ? Nothing : Measure(node.SelectionSet, field.Type.Named, definition.SizedFields, own);
            return new OperationCost(
                definition.Weight + definition.WeighArguments(field, node) + (size * children.Field),
                size * (definition.TypeWeight + children.Type));
        }

        private object? Read(string name)
        {
            UsedVariables = true;
            var index = Array.FindIndex(plan.Variables, variable => variable.Name == name);
            return index < 0 ? null : variables[index];
        }

        private bool Applies(ObjectType type, NamedTypeNode? condition) =>
            condition is null
            || condition.Name.Value == type.Name
            || (plan.Schema.TryGetType(condition.Name.Value, out var named) && plan.Schema.IsSubType(named, type));
    }

    private CostOptions Options => options;

}
