namespace SmsPlatform.GraphQL.Validation;

/// <summary>Which definition spreads which fragment. No step recurses, since a chain of fragments may be as long as the document.</summary>
internal sealed class FragmentGraph(DocumentIndex index, DocumentWalker walker)
{
    private const int Unvisited = 0;
    private const int Open = -1;
    private const int Done = -2;
    private readonly Stack<(DefinitionFacts Facts, int Next)> _path = new();
    private readonly List<DefinitionFacts> _reachable = [];
    private int _visit;

    /// <summary>Adds to the size of each definition that of the fragments it spreads; each is expanded once.</summary>
    /// <returns>Whether that has an end: false when fragments spread themselves.</returns>
    public bool TryExpand()
    {
        foreach (var fragment in index.Fragments)
        {
            if (fragment.Visit == Unvisited && !TryExpand(fragment))
            {
                return false;
            }
        }

        foreach (var operation in index.Operations)
        {
            operation.Size = Expand(operation);
        }

        return true;
    }

    /// <summary>The fragments that definitions spread, directly or through others; valid until the next call.</summary>
    public IReadOnlyList<DefinitionFacts> ReachableFrom(params ReadOnlySpan<DefinitionFacts> starts)
    {
        _reachable.Clear();
        _visit++;
        foreach (var start in starts)
        {
            AddSpreads(start);
        }

        for (var i = 0; i < _reachable.Count; i++)
        {
            AddSpreads(_reachable[i]);
        }

        return _reachable;
    }

    /// <summary>Reports the fragments that no operation spreads.</summary>
    /// <returns>Whether there is none.</returns>
    public bool ReportUnused(ErrorSink errors)
    {
        if (index.Fragments.IsEmpty)
        {
            return true;
        }

        var allUsed = true;
        ReachableFrom(index.Operations);
        foreach (var fragment in index.Fragments)
        {
            // Of several fragments with one name the last is meant by a spread, yet all count as used.
            var name = ((Language.FragmentDefinitionNode)fragment.Node).Name.Value;
            if (index.FindFragment(name)!.Visit != _visit)
            {
                errors.Report(ValidationErrors.UnusedFragment(name), fragment.Node);
                allUsed = false;
            }
        }

        return allUsed;
    }

    private bool TryExpand(DefinitionFacts start)
    {
        start.Visit = Open;
        _path.Push((start, 0));
        while (_path.TryPop(out var step))
        {
            var spreads = walker.SpreadsOf(step.Facts);
            if (step.Next == spreads.Length)
            {
                step.Facts.Size = Expand(step.Facts);
                step.Facts.Visit = Done;
                continue;
            }

            _path.Push((step.Facts, step.Next + 1));
            var fragment = spreads[step.Next].Fragment;
            if (fragment.Visit == Open)
            {
                return false;
            }

            if (fragment.Visit == Unvisited)
            {
                fragment.Visit = Open;
                _path.Push((fragment, 0));
            }
        }

        return true;
    }

    private SelectionSize Expand(DefinitionFacts facts)
    {
        var size = facts.Size;
        foreach (var spread in walker.SpreadsOf(facts))
        {
            size = size.With(spread.Fragment.Size, spread.Depth, spread.Nesting);
        }

        return size;
    }

    private void AddSpreads(DefinitionFacts facts)
    {
        foreach (var spread in walker.SpreadsOf(facts))
        {
            if (spread.Fragment.Visit != _visit)
            {
                spread.Fragment.Visit = _visit;
                _reachable.Add(spread.Fragment);
            }
        }
    }
}
