using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

internal sealed partial class FieldConflicts
{
    private void CompareWithFragment(List<Conflict> conflicts, bool isExclusive, FieldSet set, string name)
    {
        _work++;
        if (IsDone || set.Fields.Count == 0)
        {
            return;
        }

        // A comparison that did not take the fields as exclusive has found all that an exclusive one would.
        if (set.ComparedFragments.TryGetValue(name, out var wasExclusive) && (!wasExclusive || isExclusive))
        {
            return;
        }

        set.ComparedFragments[name] = isExclusive;
        if (index.FindFragment(name) is not { } fragment)
        {
            return;
        }

        var other = SetOf(fragment.Type, fragment.Node.SelectionSet);
        if (ReferenceEquals(set, other))
        {
            return;
        }

        CompareSets(conflicts, isExclusive, set, other);
        foreach (var inner in other.Fragments)
        {
            CompareWithFragment(conflicts, isExclusive, set, inner);
        }
    }

    private void CompareFragments(List<Conflict> conflicts, bool isExclusive, string first, string second)
    {
        _work += 2;
        if (IsDone || first == second)
        {
            return;
        }

        var pair = string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first);
        if (_comparedFragments.TryGetValue(pair, out var wasExclusive) && (!wasExclusive || isExclusive))
        {
            return;
        }

        _comparedFragments[pair] = isExclusive;
        if (index.FindFragment(first) is not { } a || index.FindFragment(second) is not { } b)
        {
            return;
        }

        var firstSet = SetOf(a.Type, a.Node.SelectionSet);
        var secondSet = SetOf(b.Type, b.Node.SelectionSet);
        CompareSets(conflicts, isExclusive, firstSet, secondSet);
        foreach (var inner in secondSet.Fragments)
        {
            CompareFragments(conflicts, isExclusive, first, inner);
        }

        foreach (var inner in firstSet.Fragments)
        {
            CompareFragments(conflicts, isExclusive, inner, second);
        }
    }

    private FieldSet SetOf(NamedType? parent, SelectionSetNode selectionSet)
    {
        if (!_sets.TryGetValue(selectionSet, out var set))
        {
            _sets[selectionSet] = set = new FieldSet();
            Collect(set, parent, selectionSet);
        }

        return set;
    }

    private void Collect(FieldSet set, NamedType? parent, SelectionSetNode selectionSet)
    {
        foreach (var selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    if (!set.Fields.TryGetValue(field.ResponseName, out var fields))
                    {
                        set.Fields[field.ResponseName] = fields = [];
                    }

                    fields.Add(new SetField(field, parent, parent is null ? null : schema.FindField(parent, field.Name.Value)));
                    break;
                case FragmentSpreadNode spread when !set.Fragments.Contains(spread.Name.Value):
                    set.Fragments.Add(spread.Name.Value);
                    break;
                case InlineFragmentNode fragment:
                    Collect(set, fragment.TypeCondition is { } condition ? TypeOf(condition) : parent, fragment.SelectionSet);
                    break;
            }
        }
    }

    private NamedType? TypeOf(NamedTypeNode condition) => schema.TryGetType(condition.Name.Value, out var type) ? type : null;

    private sealed record Conflict(string Name, string Reason, IReadOnlyList<FieldNode> First, IReadOnlyList<FieldNode> Second);

    private sealed record SetField(FieldNode Node, NamedType? Parent, OutputField? Definition);

    // The fields of a selection set by response name, in order, and the fragments it spreads.
    private sealed class FieldSet
    {
        public Dictionary<string, List<SetField>> Fields { get; } = new(StringComparer.Ordinal);

        public List<string> Fragments { get; } = [];

        public Dictionary<string, bool> ComparedFragments { get; } = new(StringComparer.Ordinal);
    }
}
