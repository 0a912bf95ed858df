using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>A selection as a resolver sees it: with the conditions of its execution.</summary>
internal sealed class SelectionView(OperationExecution execution, Selection selection) : ISelection
{
    public string ResponseName => selection.ResponseName;

    public OutputField Field => selection.Field;

    public GraphQLType Type => selection.Field.Type;

    /// <summary>What <paramref name="make"/> makes of this selection: once per plan, unless conditions decide what is selected.</summary>
    public Data.PlannedProjection Project(Func<ISelection, Data.PlannedProjection> make)
    {
        if (selection.Projection is { } known)
        {
            return known;
        }

        // Making it compiles whatever is selected beneath, so that its conditions are known afterwards.
        var made = make(this);
        if (execution.Plan.Conditions.Count == 0)
        {
            selection.Projection = made;
        }

        return made;
    }

    public IReadOnlyList<FieldNode> SyntaxNodes =>
        [.. selection.Occurrences.Where(execution.IsIncluded).Select(occurrence => occurrence.Node).Distinct()];

    public IReadOnlyList<ISelection> GetSelections(ObjectType? type = null)
    {
        if (!selection.Shape.IsComposite)
        {
            return [];
        }

        var types = type is not null ? [type] : execution.Plan.Schema.GetPossibleTypes(selection.Shape.Named);
        return [.. types
            .SelectMany(item => selection.GetSet(execution.Plan, item).Selections)
            .Where(execution.IsIncluded)
            .DistinctBy(item => item.ResponseName)
            .Select(item => new SelectionView(execution, item))];
    }

    public bool IsSelected(string fieldName)
    {
        foreach (var type in execution.Plan.Schema.GetPossibleTypes(selection.Shape.Named))
        {
            foreach (var item in selection.GetSet(execution.Plan, type).Selections)
            {
                if (item.Field.Name == fieldName && execution.IsIncluded(item))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
