using System.Security.Claims;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// One run of a plan: its state, and the resolve phase. Field by field for all parents at once, breadth first; what a
/// resolver returns at once costs no task, and data loaders are dispatched when nothing else is left to do. One thread works on it at a
/// time, though not always the same. Pooled.
/// </summary>
internal sealed partial class OperationExecution
{
    private readonly Queue<Column> _ready = new();
    private readonly Queue<(SelectionSet Set, Frame Frame)> _frames = new();
    private readonly Queue<Selection> _serial = new();
    private readonly ResolverContext _sharedContext;
    private readonly ValueStack _stack = new();
    private Frame?[] _frameSlots = [];
    private Column?[] _columnSlots = [];
    private OperationPlan _plan = null!;
    private object?[] _variables = [];
    private bool[] _included = [];
    private int _conditions;
    private AuthorizeOutcome[] _outcomes = [];
    private object _rootValue = RootValue.Instance;
    private Dictionary<SelectionSet, Selection[]>? _ordered;

    public OperationExecution()
    {
        _sharedContext = new ResolverContext(this);
        _pump = new ExecutionPump(this);
    }

    public OperationPlan Plan => _plan;

    public GraphQLRequest Request { get; private set; } = null!;

    public IServiceProvider Services { get; private set; } = EmptyServiceProvider.Instance;

    public ExecutorServices Executor { get; private set; } = null!;

    public ClaimsPrincipal? User => Request.User;

    public object? EventMessage { get; private set; }

    public CancellationToken RequestAborted => _pump.RequestAborted;

    public IDictionary<string, object?> ContextData => Request.ContextData ??= new System.Collections.Concurrent.ConcurrentDictionary<string, object?>();

    /// <summary>Whether the execution grew so large that it is better left to the collector.</summary>
    private bool IsLarge => _columnSlots.Length > 256 || _included.Length > 1024;

    /// <summary>Takes the request; afterwards the execution can be started.</summary>
    public void Prepare(ExecutorServices executor, OperationPlan plan, GraphQLRequest request, object?[] variables, AuthorizeOutcome[] outcomes)
    {
        Executor = executor;
        _plan = plan;
        _conditions = 0;
        if (_columnSlots.Length < plan.ColumnCount)
        {
            Array.Resize(ref _columnSlots, plan.ColumnCount);
        }

        if (_frameSlots.Length < plan.FrameCount)
        {
            Array.Resize(ref _frameSlots, plan.FrameCount);
        }

        Request = request;
        Services = executor.ServicesOf(request);
        _variables = variables;
        _outcomes = outcomes;
        EvaluateConditions();
    }

    public void SetEvent(object? message)
    {
        EventMessage = message;
        _rootValue = message ?? RootValue.Instance;
    }

    /// <summary>Runs the resolve phase; true when it is done, false when <see cref="WaitAsync"/> is to be awaited.</summary>
    public bool Run(CancellationToken cancellationToken)
    {
        var root = _plan.Root;
        if (root.FrameIndex >= 0)
        {
            var frame = GetFrame(root);
            frame.Add(_rootValue);
            if (_plan.Operation.Operation == Language.OperationType.Mutation)
            {
                foreach (var selection in InOrder(root))
                {
                    if (selection.ColumnIndex >= 0)
                    {
                        _serial.Enqueue(selection);
                    }
                }
            }
            else
            {
                _frames.Enqueue((root, frame));
            }
        }

        return _pump.Start(cancellationToken);
    }

    public ValueTask WaitAsync() => _pump.WaitAsync();

    public bool IsIncluded(Selection selection)
    {
        if (selection.Condition is not { } condition)
        {
            return true;
        }

        if (condition.Index >= _conditions)
        {
            EvaluateConditions();
        }

        return _included[condition.Index];
    }

    /// <summary>The selections of a set in the order of this response.</summary>
    private Selection[] InOrder(SelectionSet set)
    {
        if (!set.HasConditionalOrder)
        {
            return set.Selections;
        }

        _ordered ??= [];
        if (!_ordered.TryGetValue(set, out var ordered))
        {
            ordered = [.. set.Selections.OrderBy(selection => selection.Occurrences.FirstOrDefault(IsIncluded).Order)];
            _ordered.Add(set, ordered);
        }

        return ordered;
    }

    public bool IsIncluded(Occurrence occurrence) => occurrence.Term is null || occurrence.Term.Holds(_variables);

    /// <summary>Does everything that can be done without waiting. Called by the pump only.</summary>
    public void Work()
    {
        while (true)
        {
            if (_pump.TryTakeReady(_ready, out var column))
            {
                Finish(column);
            }
            else if (_frames.TryDequeue(out var frame))
            {
                foreach (var selection in frame.Set.Columns)
                {
                    StartColumn(selection, frame.Frame);
                }
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Starts the next serial field, when nothing of the one before is left.</summary>
    public bool TryStartSerial()
    {
        if (!_serial.TryDequeue(out var selection))
        {
            return false;
        }

        StartColumn(selection, GetFrame(_plan.Root));
        return true;
    }

    /// <summary>Called by the last task a column waited for, on whatever thread that was.</summary>
    public void OnColumnReady(Column column) => _pump.OnReady(_ready, column);

    /// <summary>Why the user may not have the field; null when there is no reason.</summary>
    public IError? Denial(Selection selection)
    {
        foreach (var requirement in selection.Requirements)
        {
            // All were decided before; if one was not, refuse.
            var outcome = requirement < _outcomes.Length ? _outcomes[requirement] : AuthorizeOutcome.NotAllowed;
            if (outcome != AuthorizeOutcome.Allowed)
            {
                return outcome == AuthorizeOutcome.NotAuthenticated ? ExecutionErrors.NotAuthenticated() : ExecutionErrors.NotAuthorized();
            }
        }

        return null;
    }

    private Frame GetFrame(SelectionSet set)
    {
        if (set.FrameIndex >= _frameSlots.Length)
        {
            Array.Resize(ref _frameSlots, Math.Max(set.FrameIndex + 1, _frameSlots.Length * 2));
        }

        return _frameSlots[set.FrameIndex] ??= new Frame();
    }

    private Column GetColumn(Selection selection)
    {
        if (selection.ColumnIndex >= _columnSlots.Length)
        {
            Array.Resize(ref _columnSlots, Math.Max(selection.ColumnIndex + 1, _columnSlots.Length * 2));
        }

        return _columnSlots[selection.ColumnIndex] ??= new Column(this);
    }

    // Those of selections that were compiled since the last time.
    private void EvaluateConditions()
    {
        if (_plan.Conditions.Count == _conditions)
        {
            return;
        }

        lock (_plan.Lock)
        {
            var conditions = _plan.Conditions;
            if (_included.Length < conditions.Count)
            {
                Array.Resize(ref _included, conditions.Count);
            }

            for (; _conditions < conditions.Count; _conditions++)
            {
                _included[_conditions] = conditions[_conditions].Holds(_variables);
            }
        }
    }
}

/// <summary>The parent of root fields.</summary>
internal sealed class RootValue
{
    public static readonly RootValue Instance = new();
}

/// <summary>Services where a request brings none.</summary>
internal sealed class EmptyServiceProvider : IServiceProvider
{
    public static readonly EmptyServiceProvider Instance = new();

    public object? GetService(Type serviceType) => null;
}
