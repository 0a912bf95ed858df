using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>
/// Tells which fields conflict, pair by pair as the reference implementation does, in a document known to hold conflicts.
/// </summary>
/// <remarks>Comparing pairs is quadratic at best, so it ends with its budget; by then the most that are reported have been found.</remarks>
internal sealed partial class FieldConflicts(Schema schema, DocumentIndex index, ErrorSink errors)
{
    private const int MaxWork = 200_000;
    private const int MaxReason = 500;
    private const int MaxNodes = 50;
    private readonly Dictionary<SelectionSetNode, FieldSet> _sets = [];
    private readonly Dictionary<(string, string), bool> _comparedFragments = [];
    private int _work;

    private bool IsDone => _work > MaxWork || errors.IsFull;

    public void Report()
    {
        foreach (var facts in index.All)
        {
            ReportIn(facts.Node.SelectionSet, facts.Type, isInline: false);
        }
    }

    private void ReportIn(SelectionSetNode selectionSet, NamedType? parent, bool isInline)
    {
        // An inline fragment's fields belong to the set around it.
        if (!isInline)
        {
            foreach (var conflict in FindWithin(parent, selectionSet))
            {
                errors.Report(ValidationErrors.FieldsConflict(conflict.Name, conflict.Reason), conflict.First.Concat(conflict.Second));
            }
        }

        foreach (var selection in selectionSet.Selections)
        {
            if (IsDone)
            {
                return;
            }

            switch (selection)
            {
                case FieldNode { SelectionSet: { } inner } field:
                    var definition = parent is null ? null : schema.FindField(parent, field.Name.Value);
                    ReportIn(inner, definition?.Type.Named, isInline: false);
                    break;
                case InlineFragmentNode fragment:
                    ReportIn(fragment.SelectionSet, fragment.TypeCondition is { } condition ? TypeOf(condition) : parent, isInline: true);
                    break;
            }
        }
    }

    private List<Conflict> FindWithin(NamedType? parent, SelectionSetNode selectionSet)
    {
        var conflicts = new List<Conflict>();
        var set = SetOf(parent, selectionSet);
        foreach (var (name, fields) in set.Fields)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                for (var j = i + 1; j < fields.Count && !IsDone && !IsEnough(conflicts); j++)
                {
                    AddConflict(conflicts, false, name, fields[i], fields[j]);
                }
            }
        }

        for (var i = 0; i < set.Fragments.Count; i++)
        {
            CompareWithFragment(conflicts, false, set, set.Fragments[i]);
            for (var j = i + 1; j < set.Fragments.Count; j++)
            {
                CompareFragments(conflicts, false, set.Fragments[i], set.Fragments[j]);
            }
        }

        return conflicts;
    }

    private void CompareSets(List<Conflict> conflicts, bool isExclusive, FieldSet first, FieldSet second)
    {
        foreach (var (name, fields) in first.Fields)
        {
            _work++;
            if (!second.Fields.TryGetValue(name, out var others))
            {
                continue;
            }

            foreach (var field in fields)
            {
                foreach (var other in others)
                {
                    if (IsDone || IsEnough(conflicts))
                    {
                        return;
                    }

                    AddConflict(conflicts, isExclusive, name, field, other);
                }
            }
        }
    }

    // No more than that is told, neither of a selection set nor within the reason of another conflict.
    private bool IsEnough(List<Conflict> conflicts) => conflicts.Count >= Math.Max(MaxNodes, errors.Remaining);

    private void AddConflict(List<Conflict> conflicts, bool isExclusive, string name, SetField first, SetField second)
    {
        if (Find(isExclusive, name, first, second) is { } conflict)
        {
            conflicts.Add(conflict);
        }
    }

    private Conflict? Find(bool isExclusive, string name, SetField first, SetField second)
    {
        _work += 2;
        isExclusive |= first.Parent is ObjectType && second.Parent is ObjectType && !ReferenceEquals(first.Parent, second.Parent);
        if (!isExclusive && FieldIdentity.Difference(first.Node, second.Node) is { } difference)
        {
            return new Conflict(name, difference, [first.Node], [second.Node]);
        }

        if (first.Definition is { } a && second.Definition is { } b && FieldShapes.Conflict(a.Type, b.Type))
        {
            return new Conflict(name, FieldShapes.Reason(a.Type, b.Type), [first.Node], [second.Node]);
        }

        if (first.Node.SelectionSet is null || second.Node.SelectionSet is null)
        {
            return null;
        }

        var inner = CompareSubselections(
            isExclusive,
            SetOf(first.Definition?.Type.Named, first.Node.SelectionSet),
            SetOf(second.Definition?.Type.Named, second.Node.SelectionSet));
        return inner.Count == 0 ? null : Wrap(name, first.Node, second.Node, inner);
    }

    private List<Conflict> CompareSubselections(bool isExclusive, FieldSet first, FieldSet second)
    {
        var conflicts = new List<Conflict>();
        CompareSets(conflicts, isExclusive, first, second);
        foreach (var fragment in second.Fragments)
        {
            CompareWithFragment(conflicts, isExclusive, first, fragment);
        }

        foreach (var fragment in first.Fragments)
        {
            CompareWithFragment(conflicts, isExclusive, second, fragment);
        }

        foreach (var a in first.Fragments)
        {
            foreach (var b in second.Fragments)
            {
                CompareFragments(conflicts, isExclusive, a, b);
            }
        }

        return conflicts;
    }

    private static Conflict Wrap(string name, FieldNode first, FieldNode second, List<Conflict> inner)
    {
        var reason = string.Join(
            " and ",
            inner.Take(MaxNodes).Select(conflict => $"subfields \"{conflict.Name}\" conflict because {conflict.Reason}"));
        return new Conflict(
            name,
            reason.Length > MaxReason ? reason[..MaxReason] + "..." : reason,
            [first, .. inner.SelectMany(conflict => conflict.First).Take(MaxNodes - 1)],
            [second, .. inner.SelectMany(conflict => conflict.Second).Take(MaxNodes - 1)]);
    }
}
