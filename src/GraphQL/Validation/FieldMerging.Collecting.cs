using System.Runtime.InteropServices;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

internal sealed partial class FieldMerging
{
    private const int FewNames = 16;

    // All sets under work lie behind each other in one list, the innermost last.
    private int Begin()
    {
        _collection++;
        _heads.Clear();
        return _entries.Count;
    }

    private void Collect(SelectionSetNode selectionSet, NamedType? parent, int start)
    {
        foreach (var selection in selectionSet.Selections)
        {
            if (!Spend())
            {
                return;
            }

            switch (selection)
            {
                case FieldNode field:
                    Add(field, parent, start);
                    break;
                case InlineFragmentNode fragment:
                    Collect(fragment.SelectionSet, fragment.TypeCondition is { } condition ? TypeOf(condition) : parent, start);
                    break;
                case FragmentSpreadNode spread:
                    // Once per set: a second spread of the same fragment adds nothing.
                    if (index.FindFragment(spread.Name.Value) is { } facts && facts.Visit != _collection)
                    {
                        facts.Visit = _collection;
                        Collect(facts.Node.SelectionSet, facts.Type, start);
                    }

                    break;
            }
        }
    }

    private NamedType? TypeOf(NamedTypeNode condition) => schema.TryGetType(condition.Name.Value, out var type) ? type : null;

    private void Add(FieldNode field, NamedType? parent, int start)
    {
        var position = _entries.Count;
        var definition = parent is null ? null : schema.FindField(parent, field.Name.Value);
        var head = FindHead(field.ResponseName, start);
        _entries.Add(new Entry(field, parent, definition, IsHead: head < 0));
        if (head < 0)
        {
            if (position - start >= FewNames)
            {
                _heads.TryAdd(field.ResponseName, position);
            }

            return;
        }

        var entries = CollectionsMarshal.AsSpan(_entries);
        entries[entries[head].Last < 0 ? head : entries[head].Last].Next = position;
        entries[head].Last = position;
    }

    private int FindHead(string responseName, int start)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        var few = Math.Min(entries.Length, start + FewNames);
        for (var i = start; i < few; i++)
        {
            if (entries[i].IsHead && entries[i].Node.ResponseName == responseName)
            {
                return i;
            }
        }

        return entries.Length > few && _heads.TryGetValue(responseName, out var head) ? head : -1;
    }

    // One field of a set; those of the same response name are linked from the first, the head.
    private record struct Entry(FieldNode Node, NamedType? Parent, OutputField? Definition, bool IsHead)
    {
        public int Next { get; set; } = -1;

        public int Last { get; set; } = -1;

        public readonly bool MayBe(ObjectType? type) => type is null || Parent is not ObjectType parent || ReferenceEquals(parent, type);
    }
}
