using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>
/// Tells the cycles of a document that is known to have some, in the order in which the reference implementation finds them.
/// </summary>
internal sealed class FragmentCycles(DocumentIndex index, ErrorSink errors)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _positionInPath = new(StringComparer.Ordinal);
    private readonly List<FragmentSpreadNode> _path = [];
    private readonly Stack<(string Name, List<FragmentSpreadNode> Spreads, int Next)> _steps = new();

    public void Report()
    {
        foreach (var fragment in index.Fragments)
        {
            Enter((FragmentDefinitionNode)fragment.Node);
            while (!errors.IsFull && _steps.TryPop(out var step))
            {
                Continue(step.Name, step.Spreads, step.Next);
            }
        }
    }

    private void Enter(FragmentDefinitionNode fragment)
    {
        if (_visited.Add(fragment.Name.Value) && SpreadsIn(fragment.SelectionSet) is { Count: > 0 } spreads)
        {
            _positionInPath[fragment.Name.Value] = _path.Count;
            _steps.Push((fragment.Name.Value, spreads, 0));
        }
    }

    private void Continue(string name, List<FragmentSpreadNode> spreads, int next)
    {
        // The spread followed last, if any, has come back.
        if (next > 0)
        {
            _path.RemoveAt(_path.Count - 1);
        }

        if (next == spreads.Count)
        {
            _positionInPath.Remove(name);
            return;
        }

        _steps.Push((name, spreads, next + 1));
        var spread = spreads[next];
        _path.Add(spread);
        if (_positionInPath.TryGetValue(spread.Name.Value, out var start))
        {
            var cycle = _path[start..];
            errors.Report(ValidationErrors.FragmentCycle(spread.Name.Value, cycle.SkipLast(1).Select(step => step.Name.Value)), cycle);
        }
        else if (index.FindFragment(spread.Name.Value) is { } fragment)
        {
            Enter((FragmentDefinitionNode)fragment.Node);
        }
    }

    private static List<FragmentSpreadNode> SpreadsIn(SelectionSetNode selectionSet)
    {
        var spreads = new List<FragmentSpreadNode>();
        var pending = new Stack<SelectionSetNode>([selectionSet]);
        while (pending.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                switch (selection)
                {
                    case FragmentSpreadNode spread:
                        spreads.Add(spread);
                        break;
                    case FieldNode { SelectionSet: { } inner }:
                        pending.Push(inner);
                        break;
                    case InlineFragmentNode fragment:
                        pending.Push(fragment.SelectionSet);
                        break;
                }
            }
        }

        return spreads;
    }
}
