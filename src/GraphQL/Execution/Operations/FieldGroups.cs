using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Fields by response name, in the order of their first occurrence.</summary>
internal sealed class FieldGroups
{
    private const int LinearUpTo = 8;
    private readonly List<Group> _groups = [];
    private List<(string Name, ConditionTerm? Term)>? _visited;
    private Dictionary<string, Group>? _byName;
    private int _occurrences;

    public int Count => _groups.Count;

    public Occurrence[] this[int index] => _groups[index].ToArray();

    /// <summary>False when the fragment was collected before, unconditionally or under the same term.</summary>
    public bool TryVisit(string fragment, ConditionTerm? term)
    {
        _visited ??= [];
        foreach (var (name, seen) in _visited)
        {
            if (name == fragment && (seen is null || ReferenceEquals(seen, term)))
            {
                return false;
            }
        }

        _visited.Add((fragment, term));
        return true;
    }

    public void Add(FieldNode node, ConditionTerm? term)
    {
        var occurrence = new Occurrence(node, term, _occurrences++);
        var name = node.ResponseName;
        var group = Find(name);
        if (group is null)
        {
            group = new Group(occurrence);
            _groups.Add(group);
            Index(name, group);
            return;
        }

        (group.More ??= []).Add(occurrence);
    }

    private Group? Find(string name)
    {
        if (_byName is not null)
        {
            return _byName.GetValueOrDefault(name);
        }

        foreach (var group in _groups)
        {
            if (group.First.Node.ResponseName == name)
            {
                return group;
            }
        }

        return null;
    }

    private void Index(string name, Group group)
    {
        if (_byName is not null)
        {
            _byName.Add(name, group);
        }
        else if (_groups.Count > LinearUpTo)
        {
            _byName = _groups.ToDictionary(item => item.First.Node.ResponseName, StringComparer.Ordinal);
        }
    }

    // Nearly all fields occur once.
    private sealed class Group(Occurrence first)
    {
        public Occurrence First { get; } = first;

        public List<Occurrence>? More { get; set; }

        public Occurrence[] ToArray() => More is null ? [First] : [First, .. More];
    }
}
