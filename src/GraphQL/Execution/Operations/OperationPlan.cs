using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>An operation compiled for one schema: what to run and what to write. Shared by all executions of the operation.</summary>
internal sealed class OperationPlan(
    Schema schema,
    OperationDefinitionNode operation,
    Dictionary<string, FragmentDefinitionNode> fragments,
    VariablePlan[] variables,
    int limit)
{
    private List<Condition>? _conditions;
    private List<AuthorizeRequirement>? _requirements;
    private int _selections;

    public Lock Lock { get; } = new();

    public Schema Schema { get; } = schema;

    public OperationDefinitionNode Operation { get; } = operation;

    public Dictionary<string, FragmentDefinitionNode> Fragments { get; } = fragments;

    public VariablePlan[] Variables { get; } = variables;

    public SelectionSet Root { get; set; } = null!;

    public int ColumnCount { get; set; }

    public int FrameCount { get; set; }

    /// <summary>Grows when an abstract type's selections are compiled: read up to the count seen at the time.</summary>
    public IReadOnlyList<Condition> Conditions => _conditions ?? (IReadOnlyList<Condition>)[];

    public IReadOnlyList<AuthorizeRequirement> Requirements => _requirements ?? (IReadOnlyList<AuthorizeRequirement>)[];

    public OperationCost? Cost { get; set; }

    /// <summary>The first selection of <c>__schema</c> or <c>__type</c>; null when there is none.</summary>
    public FieldNode? Introspection { get; set; }

    public string OperationKind => NameOf(Operation.Operation);

    public static string NameOf(OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };

    public Condition AddCondition(IReadOnlyList<ConditionTerm> terms)
    {
        _conditions ??= [];
        var condition = new Condition(_conditions.Count, terms);
        _conditions.Add(condition);
        return condition;
    }

    public int AddRequirement(AuthorizeRequirement requirement)
    {
        _requirements ??= [];
        var index = _requirements.IndexOf(requirement);
        if (index < 0)
        {
            index = _requirements.Count;
            _requirements.Add(requirement);
        }

        return index;
    }

    /// <summary>Counts a selection; a plan that grows past the limit is refused, however it came past validation.</summary>
    public void CountSelection()
    {
        if (++_selections > limit)
        {
            throw new GraphQLException(ExecutionErrors.OperationTooLarge(limit));
        }
    }
}
