using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Whether all fields with one response name can be merged, as the specification's FieldsInSetCanMerge asks.</summary>
/// <remarks>
/// The specification compares each field with each. Here the fields of one response name are compared with the first of them
/// alone, and their selection sets are merged and checked as one: both relations, to be of the same shape and to be the same
/// field, are equivalences within the group they are asked of. When this finds a conflict, <see cref="FieldConflicts"/> tells
/// which fields it is between.
/// </remarks>
internal sealed partial class FieldMerging(Schema schema, DocumentIndex index, ErrorSink errors)
{
    // The limits bound the expanded operation; this bounds how often types and merged sets make us look at the same part of it.
    private const int MaxWork = 250_000;

    private const int LongestSpare = 1024;

    // Most documents are small, and one list serves them one after the other.
    private static List<Entry>? _spare;

    private readonly List<Entry> _entries = Interlocked.Exchange(ref _spare, null) ?? [];
    private readonly Dictionary<string, int> _heads = new(StringComparer.Ordinal);

    // A selection set without fragments around it is reached once; else the same one may be reached by every spread.
    private readonly HashSet<SelectionSetNode>? _checked = index.Fragments.IsEmpty ? null : [];
    private int _collection;
    private int _work;
    private bool _isAborted;
    private (FieldNode First, FieldNode Second, string Reason)? _conflict;

    public void Check(bool includeFragments)
    {
        foreach (var facts in index.Fragments)
        {
            facts.Visit = 0;
        }

        foreach (var facts in index.Operations)
        {
            CheckAlone(facts.Node.SelectionSet, facts.Type);
        }

        if (includeFragments)
        {
            foreach (var facts in index.Fragments)
            {
                CheckAlone(facts.Node.SelectionSet, facts.Type);
            }
        }

        _entries.Clear();
        if (_entries.Capacity <= LongestSpare)
        {
            _spare = _entries;
        }

        if (_conflict is { } conflict)
        {
            var known = errors.Errors.Count;
            new FieldConflicts(schema, index, errors).Report();
            if (errors.Errors.Count == known)
            {
                var error = ValidationErrors.FieldsConflict(conflict.First.ResponseName, conflict.Reason);
                errors.Report(error, conflict.First, conflict.Second);
            }
        }
        else if (_isAborted)
        {
            errors.Report(ValidationErrors.MergingTooComplex(), index.Operations[0].Node);
        }
    }

    private void CheckAlone(SelectionSetNode selectionSet, NamedType? parent)
    {
        if (_checked is not null && !_checked.Add(selectionSet))
        {
            return;
        }

        var start = Begin();
        Collect(selectionSet, parent, start);
        CheckGroups(start, isExclusive: false);
    }

    // Fields are exclusive when their parents can never be of the same type: then only their shapes have to agree.
    private void CheckGroups(int start, bool isExclusive)
    {
        var end = _entries.Count;
        for (var i = start; i < end && !_isAborted; i++)
        {
            var entry = _entries[i];
            if (!entry.IsHead)
            {
                continue;
            }

            if (entry.Next >= 0)
            {
                CheckGroup(i, isExclusive);
            }
            else if (!isExclusive && entry.Node.SelectionSet is { } inner)
            {
                CheckAlone(inner, entry.Definition?.Type.Named);
            }
        }

        _entries.RemoveRange(start, _entries.Count - start);
    }

    private void CheckGroup(int head, bool isExclusive)
    {
        GraphQLType? shape = null;
        FieldNode? shaped = null;
        ObjectType? parent = null;
        var hasSeveralParents = false;
        var hasSelections = false;
        for (var i = head; i >= 0; i = _entries[i].Next)
        {
            var entry = _entries[i];
            hasSelections |= entry.Node.SelectionSet is not null;
            if (entry.Parent is ObjectType type)
            {
                hasSeveralParents |= parent is not null && !ReferenceEquals(parent, type);
                parent = type;
            }

            if (entry.Definition is { } definition)
            {
                if (shape is null)
                {
                    (shape, shaped) = (definition.Type, entry.Node);
                }
                else if (FieldShapes.Conflict(shape, definition.Type))
                {
                    Conflict(shaped!, entry.Node, FieldShapes.Reason(shape, definition.Type));
                    return;
                }
            }
        }

        if (isExclusive || !hasSeveralParents)
        {
            CheckTogether(head, null, isExclusive, hasSelections);
            return;
        }

        CheckTogether(head, null, isExclusive: true, hasSelections);
        foreach (var type in ObjectParents(head))
        {
            CheckTogether(head, type, isExclusive: false, hasSelections);
        }
    }

    // The fields of one group whose parent may be of the type; all of them when it is null.
    private void CheckTogether(int head, ObjectType? type, bool isExclusive, bool hasSelections)
    {
        var first = -1;
        for (var i = head; i >= 0 && !isExclusive; i = _entries[i].Next)
        {
            if (!Spend() || !_entries[i].MayBe(type))
            {
                continue;
            }

            if (first < 0)
            {
                first = i;
            }
            else if (FieldIdentity.Difference(_entries[first].Node, _entries[i].Node) is { } reason)
            {
                Conflict(_entries[first].Node, _entries[i].Node, reason);
                return;
            }
        }

        if (!hasSelections || _isAborted)
        {
            return;
        }

        var start = Begin();
        for (var i = head; i >= 0 && !_isAborted; i = _entries[i].Next)
        {
            if (_entries[i] is { Node.SelectionSet: { } inner } entry && entry.MayBe(type))
            {
                Collect(inner, entry.Definition?.Type.Named, start);
            }
        }

        CheckGroups(start, isExclusive);
    }

    private HashSet<ObjectType> ObjectParents(int head)
    {
        var parents = new HashSet<ObjectType>();
        for (var i = head; i >= 0; i = _entries[i].Next)
        {
            if (_entries[i].Parent is ObjectType type)
            {
                parents.Add(type);
            }
        }

        return parents;
    }

    private bool Spend()
    {
        _isAborted |= ++_work > MaxWork;
        return !_isAborted;
    }

    private void Conflict(FieldNode first, FieldNode second, string reason)
    {
        _conflict = (first, second, reason);
        _isAborted = true;
    }
}
