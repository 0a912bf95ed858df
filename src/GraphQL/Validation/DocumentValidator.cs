using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Checks executable documents against a schema by all rules of the specification's section 5, and against limits.</summary>
/// <remarks>
/// Each definition is walked once. What spans definitions works on what that walk gathered, so that no nesting of fragments
/// makes it slow.
/// </remarks>
public static class DocumentValidator
{
    /// <summary>Checks a document.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="document">The document.</param>
    /// <param name="options">The limits; the defaults when null.</param>
    /// <returns>The errors, each with a code that names its rule; none when the document may be executed.</returns>
    public static IReadOnlyList<IError> Validate(Schema schema, DocumentNode document, ValidationOptions? options = null)
    {
        options ??= ValidationOptions.Default;
        var errors = new ErrorSink(options.MaxErrors);
        var index = new DocumentIndex(document, errors);
        var walker = new DocumentWalker(schema, index, options, errors);
        foreach (var operation in index.Operations)
        {
            walker.Walk(operation);
        }

        foreach (var fragment in index.Fragments)
        {
            walker.Walk(fragment);
        }

        if (!errors.IsFull)
        {
            CheckAcross(schema, index, walker, options, errors);
        }

        return errors.Errors;
    }

    private static void CheckAcross(Schema schema, DocumentIndex index, DocumentWalker walker, ValidationOptions options, ErrorSink errors)
    {
        var graph = new FragmentGraph(index, walker);
        var isFinite = graph.TryExpand();
        var allUsed = graph.ReportUnused(errors);

        CheckVariables(schema, index, walker, graph, errors);

        if (!isFinite)
        {
            new FragmentCycles(index, errors).Report();
            return;
        }

        // What follows expands fragments, and may do so only within the limits.
        var isSmall = true;
        foreach (var operation in index.Operations)
        {
            isSmall &= LimitRules.Check(operation, options, errors);
        }

        foreach (var fragment in index.Fragments)
        {
            isSmall &= fragment.Size.Nesting <= LimitRules.MaxNesting;
        }

        if (isSmall)
        {
            IntrospectionDepth.Check(index, errors);
            SubscriptionRules.Check(schema, index, errors);
            new FieldMerging(schema, index, errors).Check(includeFragments: !allUsed);
        }
    }

    private static void CheckVariables(Schema schema, DocumentIndex index, DocumentWalker walker, FragmentGraph graph, ErrorSink errors)
    {
        VariableRules? rules = null;
        foreach (var facts in index.Operations)
        {
            if (walker.HasVariables || ((OperationDefinitionNode)facts.Node).VariableDefinitions.Count > 0)
            {
                rules ??= new VariableRules(schema, walker, graph, errors);
                rules.Check(facts);
            }
        }
    }
}
