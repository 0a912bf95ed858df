using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Takes the errors of one document, up to the number that is reported.</summary>
internal sealed class ErrorSink(int max)
{
    private readonly List<IError> _errors = [];

    public IReadOnlyList<IError> Errors => _errors;

    /// <summary>Whether no further error would be reported, so that the rules may stop.</summary>
    public bool IsFull => _errors.Count >= max;

    /// <summary>How many errors would still be reported.</summary>
    public int Remaining => max - _errors.Count;

    public void Report(ValidationError error, SyntaxNode node) => Add(error, [LocationOf(node)]);

    public void Report(ValidationError error, SyntaxNode first, SyntaxNode second) => Add(error, [LocationOf(first), LocationOf(second)]);

    public void Report(ValidationError error, IEnumerable<SyntaxNode> nodes) => Add(error, nodes.Select(LocationOf).ToArray());

    private void Add(ValidationError error, ErrorLocation[] locations)
    {
        if (!IsFull)
        {
            _errors.Add(new GraphQLError(error.Message, error.Code, locations: locations));
        }
    }

    private static ErrorLocation LocationOf(SyntaxNode node) => new(node.Location.Line, node.Location.Column);
}
