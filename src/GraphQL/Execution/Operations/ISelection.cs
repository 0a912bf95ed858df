using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>One selected field of the running operation, its occurrences merged, as a resolver sees it.</summary>
public interface ISelection
{
    /// <summary>The name in the response.</summary>
    string ResponseName { get; }

    /// <summary>The field.</summary>
    OutputField Field { get; }

    /// <summary>The field's type.</summary>
    GraphQLType Type { get; }

    /// <summary>The places in the document that select it, without those excluded by <c>@skip</c> or <c>@include</c>.</summary>
    IReadOnlyList<FieldNode> SyntaxNodes { get; }

    /// <summary>What is selected of the value, for one object type it may have; excluded fields are left out.</summary>
    IReadOnlyList<ISelection> GetSelections(ObjectType? type = null);

    /// <summary>Whether a field of that name is selected of the value, for any type it may have.</summary>
    bool IsSelected(string fieldName);
}
