using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// Finds what fields beneath an abstract type ask of the user. Their selections are compiled when values of a type turn up, but requirements are
/// decided before anything runs, so they are looked for in the document, for all possible types.
/// </summary>
internal static class AbstractRequirements
{
    public static void AddTo(OperationPlan plan, NamedType type, Occurrence[] occurrences)
    {
        if (!HasRequirements(plan.Schema))
        {
            return;
        }

        var visited = new HashSet<(SelectionSetNode, NamedType)>();
        foreach (var occurrence in occurrences)
        {
            Visit(plan, type, occurrence.Node.SelectionSet!, visited);
        }
    }

    private static bool HasRequirements(Schema schema) => schema.HasRequirements ??=
        schema.Types.OfType<ObjectType>().Any(type => type.Fields.Any(field => field.Binding is { Authorization.Count: > 0 }));

    private static void Visit(OperationPlan plan, NamedType type, SelectionSetNode set, HashSet<(SelectionSetNode, NamedType)> visited)
    {
        if (!visited.Add((set, type)))
        {
            return;
        }

        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode node:
                    VisitField(plan, type, node, visited);
                    break;
                case InlineFragmentNode inline:
                    Visit(plan, Narrow(plan.Schema, type, inline.TypeCondition), inline.SelectionSet, visited);
                    break;
                case FragmentSpreadNode spread when plan.Fragments.TryGetValue(spread.Name.Value, out var fragment):
                    Visit(plan, Narrow(plan.Schema, type, fragment.TypeCondition), fragment.SelectionSet, visited);
                    break;
            }
        }
    }

    private static void VisitField(OperationPlan plan, NamedType type, FieldNode node, HashSet<(SelectionSetNode, NamedType)> visited)
    {
        foreach (var possible in plan.Schema.GetPossibleTypes(type))
        {
            if (plan.Schema.FindField(possible, node.Name.Value) is not { } field)
            {
                continue;
            }

            foreach (var requirement in field.Binding?.Authorization ?? [])
            {
                plan.AddRequirement(requirement);
            }

            if (node.SelectionSet is not null)
            {
                Visit(plan, field.Type.Named, node.SelectionSet, visited);
            }
        }
    }

    private static NamedType Narrow(Schema schema, NamedType type, NamedTypeNode? condition) =>
        condition is not null && type is not ObjectType && schema.TryGetType(condition.Name.Value, out var narrowed) ? narrowed : type;
}
