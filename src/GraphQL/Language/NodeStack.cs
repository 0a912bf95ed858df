using System.Buffers;
using System.Runtime.CompilerServices;

namespace SmsPlatform.GraphQL.Language;

/// <summary>Holds the nodes of lists that are still being read, so that each list is allocated once and in its size.</summary>
internal ref struct NodeStack
{
    private SyntaxNode?[] _nodes = ArrayPool<SyntaxNode?>.Shared.Rent(64);

    public NodeStack()
    {
    }

    public int Count { get; private set; }

    public void Push(SyntaxNode node)
    {
        if (Count == _nodes.Length)
        {
            Grow();
        }

        _nodes[Count++] = node;
    }

    /// <summary>Takes all nodes above the mark, each of which must be a <typeparamref name="T"/>.</summary>
    public NodeList<T> PopTo<T>(int mark)
        where T : SyntaxNode
    {
        if (Count == mark)
        {
            return default;
        }

        var items = new T[Count - mark];
        for (var i = 0; i < items.Length; i++)
        {
            // Unchecked: only the parser pushes, and it pushes what it pops.
            items[i] = Unsafe.As<T>(_nodes[mark + i]!);
        }

        Array.Clear(_nodes, mark, items.Length);
        Count = mark;
        return new NodeList<T>(items);
    }

    public void Release()
    {
        // Popped slots are clear already; an aborted parse leaves some.
        Array.Clear(_nodes, 0, Count);
        ArrayPool<SyntaxNode?>.Shared.Return(_nodes);
        _nodes = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<SyntaxNode?>.Shared.Rent(_nodes.Length * 2);
        _nodes.AsSpan(0, Count).CopyTo(larger);
        Array.Clear(_nodes, 0, Count);
        ArrayPool<SyntaxNode?>.Shared.Return(_nodes);
        _nodes = larger;
    }
}
