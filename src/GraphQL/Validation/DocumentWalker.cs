using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>
/// Walks each definition once, checks all that can be checked in place, and gathers what the rules across definitions need.
/// </summary>
internal sealed partial class DocumentWalker(Schema schema, DocumentIndex index, ValidationOptions options, ErrorSink errors)
{
    private readonly List<SpreadUse> _spreads = [];
    private readonly List<VariableUse> _variables = [];
    private SelectionSize _size;

    /// <summary>Whether any variable is used.</summary>
    public bool HasVariables => _variables.Count > 0;

    public ReadOnlySpan<SpreadUse> SpreadsOf(DefinitionFacts facts) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_spreads)[facts.Spreads];

    public ReadOnlySpan<VariableUse> VariablesOf(DefinitionFacts facts) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_variables)[facts.Variables];

    public void Walk(DefinitionFacts facts)
    {
        var firstSpread = _spreads.Count;
        var firstVariable = _variables.Count;
        _size = default;

        switch (facts.Node)
        {
            case OperationDefinitionNode operation:
                facts.Type = WalkOperation(operation);
                break;
            case FragmentDefinitionNode fragment:
                facts.Type = WalkTypeCondition(fragment.TypeCondition, fragment.Name.Value);
                WalkDirectives(fragment.Directives, DirectiveLocation.FragmentDefinition);
                break;
        }

        WalkSelectionSet(facts.Node.SelectionSet, facts.Type, depth: 1, nesting: 1);
        facts.Spreads = firstSpread.._spreads.Count;
        facts.Variables = firstVariable.._variables.Count;
        facts.Size = _size;
    }

    private ObjectType? WalkOperation(OperationDefinitionNode operation)
    {
        var root = schema.GetOperationType(operation.Operation);
        if (root is null)
        {
            errors.Report(ValidationErrors.UnsupportedOperation(operation.Operation.ToString().ToLowerInvariant()), operation);
        }

        foreach (var variable in operation.VariableDefinitions)
        {
            WalkVariableDefinition(variable);
        }

        ReportDuplicateVariables(operation.VariableDefinitions);
        WalkDirectives(operation.Directives, operation.Operation switch
        {
            OperationType.Query => DirectiveLocation.Query,
            OperationType.Mutation => DirectiveLocation.Mutation,
            _ => DirectiveLocation.Subscription,
        });
        return root;
    }

    private void WalkVariableDefinition(VariableDefinitionNode variable)
    {
        var type = VariableTypes.Resolve(schema, variable.Type);
        if (type is null)
        {
            var name = VariableTypes.NameOf(variable.Type);
            errors.Report(ValidationErrors.UnknownType(name.Value), name);
        }
        else if (!type.IsInputType)
        {
            errors.Report(ValidationErrors.VariableOfOutputType(variable.Variable.Name.Value, variable.Type), variable.Type);
            type = null;
        }

        if (variable.DefaultValue is { } value)
        {
            WalkValue(value, new InputPosition(type));
        }

        WalkDirectives(variable.Directives, DirectiveLocation.VariableDefinition);
    }

    private void ReportDuplicateVariables(NodeList<VariableDefinitionNode> variables)
    {
        if (variables.Count < 2)
        {
            return;
        }

        foreach (var group in variables.GroupBy(variable => variable.Variable.Name.Value, StringComparer.Ordinal))
        {
            if (group.Skip(1).Any())
            {
                errors.Report(ValidationErrors.DuplicateVariable(group.Key), group.Select(variable => variable.Variable.Name));
            }
        }
    }

    // The type of a condition; null when it is unknown or no composite type, which is reported here.
    private NamedType? WalkTypeCondition(NamedTypeNode condition, string? fragment)
    {
        if (!schema.TryGetType(condition.Name.Value, out var type))
        {
            errors.Report(ValidationErrors.UnknownType(condition.Name.Value), condition);
            return null;
        }

        if (type is not (ComplexType or UnionType))
        {
            errors.Report(ValidationErrors.FragmentOnLeaf(fragment, type.Name), condition);
            return null;
        }

        return type;
    }
}
