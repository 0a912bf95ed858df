using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>A valid document and the plans of its operations, compiled when they are first asked for.</summary>
internal sealed class PreparedDocument
{
    private static readonly Dictionary<string, FragmentDefinitionNode> NoFragments = [];
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = NoFragments;
    private readonly List<OperationDefinitionNode> _operations = [];
    private readonly OperationPlan?[] _plans;

    public PreparedDocument(DocumentNode document)
    {
        foreach (var definition in document.Definitions)
        {
            if (definition is FragmentDefinitionNode fragment)
            {
                _fragments = ReferenceEquals(_fragments, NoFragments) ? new(StringComparer.Ordinal) : _fragments;
                _fragments.TryAdd(fragment.Name.Value, fragment);
            }
            else if (definition is OperationDefinitionNode operation)
            {
                _operations.Add(operation);
            }
        }

        _plans = new OperationPlan?[_operations.Count];
    }

    /// <summary>The plan of the operation that is asked for.</summary>
    /// <exception cref="GraphQLException">There is no such operation, or it cannot be run.</exception>
    public OperationPlan GetPlan(ExecutorServices executor, string? operationName)
    {
        var index = Find(operationName);
        return _plans[index] ?? Compile(executor, index);
    }

    private OperationPlan Compile(ExecutorServices executor, int index)
    {
        var operation = _operations[index];
        var root = executor.Schema.GetOperationType(operation.Operation)
            ?? throw new GraphQLException(ExecutionErrors.NoSuchRoot(OperationPlan.NameOf(operation.Operation)));
        var plan = new OperationPlan(
            executor.Schema,
            operation,
            _fragments,
            VariablePlan.Create(executor.Schema, operation),
            executor.Options.MaxSelections);
        new OperationCompiler(plan).Compile(root);
        return Interlocked.CompareExchange(ref _plans[index], plan, null) ?? plan;
    }

    private int Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return _operations.Count switch
            {
                1 => 0,
                0 => throw new GraphQLException(ExecutionErrors.NoOperation()),
                _ => throw new GraphQLException(ExecutionErrors.OperationNameNeeded()),
            };
        }

        var index = _operations.FindIndex(operation => operation.Name?.Value == name);
        return index >= 0 ? index : throw new GraphQLException(ExecutionErrors.UnknownOperation(name));
    }
}
