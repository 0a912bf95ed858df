using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>What one walk over an operation or fragment learns about it, so that no rule has to walk it again.</summary>
internal sealed class DefinitionFacts(ExecutableDefinitionNode node)
{
    public ExecutableDefinitionNode Node { get; } = node;

    /// <summary>The type selected on; null when unknown.</summary>
    public NamedType? Type { get; set; }

    /// <summary>Its slice of the walker's list of spreads.</summary>
    public Range Spreads { get; set; }

    /// <summary>Its slice of the walker's list of uses of variables.</summary>
    public Range Variables { get; set; }

    /// <summary>Its own size, and once <see cref="FragmentGraph"/> has run that with all fragments expanded.</summary>
    public SelectionSize Size { get; set; }

    /// <summary>Marks the definition as seen in one traversal of the graph of fragments.</summary>
    public int Visit { get; set; }
}

/// <summary>How much is selected. Counts saturate, since fragments may double them at every step.</summary>
/// <param name="Fields">The number of fields.</param>
/// <param name="Aliases">The number of aliases.</param>
/// <param name="Directives">The number of directives.</param>
/// <param name="Depth">The deepest nesting of fields.</param>
/// <param name="Nesting">The deepest nesting of selection sets, those of fragments included.</param>
internal readonly record struct SelectionSize(long Fields, long Aliases, long Directives, int Depth, int Nesting)
{
    private const long Enough = int.MaxValue;

    /// <summary>Adds a fragment that is spread at a place.</summary>
    public SelectionSize With(SelectionSize fragment, int depth, int nesting) => new(
        Math.Min(Enough, Fields + fragment.Fields),
        Math.Min(Enough, Aliases + fragment.Aliases),
        Math.Min(Enough, Directives + fragment.Directives),
        Math.Max(Depth, depth + fragment.Depth),
        Math.Max(Nesting, nesting + fragment.Nesting));
}

/// <summary>A spread of a fragment that exists.</summary>
/// <param name="Fragment">The fragment.</param>
/// <param name="Depth">The number of fields around the spread in its definition.</param>
/// <param name="Nesting">The number of selection sets around it.</param>
internal readonly record struct SpreadUse(DefinitionFacts Fragment, int Depth, int Nesting);

/// <summary>A use of a variable.</summary>
/// <param name="Node">The use.</param>
/// <param name="Type">The type expected there; null when unknown.</param>
/// <param name="HasDefault">Whether the argument or input field has a default of its own.</param>
/// <param name="OneOf">The enclosing OneOf input object, if it stands directly in one.</param>
internal readonly record struct VariableUse(VariableNode Node, GraphQLType? Type, bool HasDefault, InputObjectType? OneOf);
