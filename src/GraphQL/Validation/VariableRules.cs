using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Holds the variables an operation defines against their uses in it and in the fragments it spreads.</summary>
internal sealed class VariableRules(Schema schema, DocumentWalker walker, FragmentGraph graph, ErrorSink errors)
{
    private readonly Dictionary<string, VariableDefinitionNode> _definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public void Check(DefinitionFacts facts)
    {
        var operation = (OperationDefinitionNode)facts.Node;
        _definitions.Clear();
        _used.Clear();
        foreach (var definition in operation.VariableDefinitions)
        {
            _definitions[definition.Variable.Name.Value] = definition;
        }

        CheckUses(operation, facts);
        foreach (var fragment in graph.ReachableFrom(facts))
        {
            CheckUses(operation, fragment);
        }

        foreach (var definition in operation.VariableDefinitions)
        {
            var name = definition.Variable.Name.Value;
            if (!_used.Contains(name))
            {
                errors.Report(ValidationErrors.UnusedVariable(name, operation.Name?.Value), definition);
            }
        }
    }

    private void CheckUses(OperationDefinitionNode operation, DefinitionFacts facts)
    {
        foreach (var use in walker.VariablesOf(facts))
        {
            if (errors.IsFull)
            {
                return;
            }

            var name = use.Node.Name.Value;
            _used.Add(name);
            if (!_definitions.TryGetValue(name, out var definition))
            {
                errors.Report(ValidationErrors.UndefinedVariable(name, operation.Name?.Value), use.Node, operation);
            }
            else if (use.Type is not null)
            {
                CheckPosition(name, definition, use.Type, use);
            }
        }
    }

    // The specification's IsVariableUsageAllowed(variableDefinition, variableUsage).
    private void CheckPosition(string name, VariableDefinitionNode definition, GraphQLType expected, VariableUse use)
    {
        if (!schema.TryGetType(VariableTypes.NameOf(definition.Type).Value, out _))
        {
            return;
        }

        var hasDefault = definition.DefaultValue is not (null or NullValueNode) || use.HasDefault;
        var isNullable = definition.Type is not NonNullTypeNode;
        var location = expected is NonNullType nonNull && isNullable && hasDefault ? nonNull.InnerType : expected;
        if (!VariableTypes.AreCompatible(definition.Type, location))
        {
            errors.Report(ValidationErrors.VariableInWrongPosition(name, definition.Type, expected), definition, use.Node);
        }
        else if (use.OneOf is { } parent && isNullable && !hasDefault)
        {
            errors.Report(ValidationErrors.NullableVariableInOneOf(name, definition.Type, parent), definition, use.Node);
        }
    }
}
