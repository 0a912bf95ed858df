namespace SmsPlatform.GraphQL.Execution;

/// <summary>The values of one selection for all rows of its frame.</summary>
internal sealed class Column
{
    private const int Kept = 1024;
    private readonly OperationExecution _execution;
    private Task?[] _pending = [];
    private int _outstanding;
    private bool _hasPending;

    public Column(OperationExecution execution)
    {
        _execution = execution;
        Completed = OnCompleted;
    }

    public Selection Selection { get; private set; } = null!;

    public Frame Frame { get; private set; } = null!;

    public int Count { get; private set; }

    /// <summary>One value per row; a <see cref="FieldFailure"/> where the resolver failed.</summary>
    public object?[] Values { get; private set; } = [];

    /// <summary>For composite values: where in <see cref="ElementSets"/>, or in the frame of the one object type, a row's objects begin.</summary>
    public int[] Starts { get; private set; } = [];

    /// <summary>For abstract types: the selections for the type of each object.</summary>
    public List<SelectionSet?> ElementSets { get; } = [];

    /// <summary>For abstract types: the row of each object in its type's frame, -1 without one.</summary>
    public List<int> ElementRows { get; } = [];

    /// <summary>When its resolvers were started, while somebody listens; 0 otherwise.</summary>
    public long Started { get; set; }

    /// <summary>What a task calls when it is done: one delegate for all tasks of the column, so waiting allocates nothing.</summary>
    private Action Completed { get; }

    public void Start(Selection selection, Frame frame)
    {
        Selection = selection;
        Frame = frame;
        Count = frame.Count;
        if (Values.Length < Count)
        {
            Values = new object?[Math.Max(4, Count)];
        }

        if (selection.Shape.IsComposite && Starts.Length < Count)
        {
            Starts = new int[Math.Max(4, Count)];
        }
    }

    public void SetPending(int row, Task task)
    {
        if (_pending.Length < Count)
        {
            _pending = new Task?[Math.Max(4, Count)];
        }

        _pending[row] = task;
        _hasPending = true;
    }

    /// <summary>Waits for the pending tasks without blocking.</summary>
    /// <returns>Whether there is anything to wait for; if so the execution is told when all are done.</returns>
    public bool Await()
    {
        if (!_hasPending)
        {
            return false;
        }

        // One more than the tasks, given back at the end, so that tasks that complete meanwhile do not end the wait.
        _outstanding = 1;
        for (var row = 0; row < Count; row++)
        {
            if (_pending[row] is { IsCompleted: false } task)
            {
                Interlocked.Increment(ref _outstanding);
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Completed);
            }
        }

        return Interlocked.Decrement(ref _outstanding) != 0;
    }

    /// <summary>Takes the results of the tasks over into the values.</summary>
    public void Harvest()
    {
        if (!_hasPending)
        {
            return;
        }

        for (var row = 0; row < Count; row++)
        {
            if (_pending[row] is { } task)
            {
                try
                {
                    Values[row] = Selection.Resolver!.GetResult(task);
                }
                catch (Exception exception)
                {
                    Values[row] = new FieldFailure(exception);
                }

                _pending[row] = null;
            }
        }

        _hasPending = false;
    }

    public void Clear()
    {
        if (Values.Length > Kept)
        {
            Values = [];
            Starts = [];
            _pending = [];
        }
        else
        {
            Array.Clear(Values, 0, Count);
        }

        ElementSets.Clear();
        ElementRows.Clear();
        if (ElementSets.Capacity > Kept)
        {
            ElementSets.Capacity = ElementRows.Capacity = 0;
        }

        Count = 0;
        Started = 0;
    }

    private void OnCompleted()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0)
        {
            _execution.OnColumnReady(this);
        }
    }
}

/// <summary>Stands in a column for the value of a field that failed.</summary>
internal sealed class FieldFailure
{
    public FieldFailure(Exception exception) => Exception = exception;

    public FieldFailure(IError error) => Error = error;

    public Exception? Exception { get; }

    public IError? Error { get; }
}
