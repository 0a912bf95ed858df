using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>A document's blocks, as long as they hold no more text than one document may.</summary>
/// <remarks>A table's rows repeat its header, so a short document may hold a very long text: whoever reads one stops when this is full.</remarks>
internal sealed class BlockList
{
    // What a block takes besides its text, for documents of many short ones.
    private const int Overhead = 16;

    private readonly List<Block> _blocks = [];
    private long _length;

    public bool IsFull => _length > DocumentReader.MaxCharacters;

    public void Add(Block block)
    {
        _length += block.Text.Length + Overhead;
        if (!IsFull)
        {
            _blocks.Add(block);
        }
    }

    /// <returns>The blocks; a failure when there were more than fit.</returns>
    public Result<IReadOnlyList<Block>> ToResult() => IsFull ? KnowledgeErrors.TooLong : Result<IReadOnlyList<Block>>.Success(_blocks);
}
