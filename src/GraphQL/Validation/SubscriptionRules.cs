using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>A subscription selects one field of its root, unconditionally, since that field makes the stream of events.</summary>
internal static class SubscriptionRules
{
    public static void Check(Schema schema, DocumentIndex index, ErrorSink errors)
    {
        foreach (var facts in index.Operations)
        {
            if (facts.Node is OperationDefinitionNode { Operation: OperationType.Subscription } operation
                && schema.SubscriptionType is { } root)
            {
                Check(schema, index, operation, root, errors);
            }
        }
    }

    private static void Check(Schema schema, DocumentIndex index, OperationDefinitionNode operation, ObjectType root, ErrorSink errors)
    {
        var fields = new List<FieldNode>();
        var conditions = new List<DirectiveNode>();
        Collect(schema, index, root, operation.SelectionSet, fields, conditions, []);

        var name = operation.Name?.Value;
        if (conditions.Count > 0)
        {
            errors.Report(ValidationErrors.SubscriptionIsConditional(name), conditions);
            return;
        }

        var groups = fields.GroupBy(field => field.ResponseName, StringComparer.Ordinal).ToList();
        if (groups.Count > 1)
        {
            errors.Report(ValidationErrors.SubscriptionSelectsSeveral(name), groups.Skip(1).SelectMany(group => group));
        }

        foreach (var group in groups)
        {
            if (group.First().Name.Value.StartsWith("__", StringComparison.Ordinal))
            {
                errors.Report(ValidationErrors.SubscriptionSelectsIntrospection(name), group);
            }
        }
    }

    // The specification's CollectSubscriptionFields. The limits have bounded how deep fragments nest.
    private static void Collect(
        Schema schema,
        DocumentIndex index,
        ObjectType root,
        SelectionSetNode selectionSet,
        List<FieldNode> fields,
        List<DirectiveNode> conditions,
        HashSet<string> visited)
    {
        foreach (var selection in selectionSet.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (directive.Name.Value is BuiltInDirectives.Skip or BuiltInDirectives.Include)
                {
                    conditions.Add(directive);
                }
            }

            switch (selection)
            {
                case FieldNode field:
                    fields.Add(field);
                    break;
                case InlineFragmentNode fragment when Applies(schema, root, fragment.TypeCondition):
                    Collect(schema, index, root, fragment.SelectionSet, fields, conditions, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value)
                    && index.FindFragment(spread.Name.Value)?.Node is FragmentDefinitionNode fragment
                    && Applies(schema, root, fragment.TypeCondition):
                    Collect(schema, index, root, fragment.SelectionSet, fields, conditions, visited);
                    break;
            }
        }
    }

    private static bool Applies(Schema schema, ObjectType root, NamedTypeNode? condition) =>
        condition is null
        || (schema.TryGetType(condition.Name.Value, out var type) && (ReferenceEquals(type, root) || schema.IsSubType(type, root)));
}
