namespace SmsPlatform.GraphQL.Execution;

// Errors of the write phase: the path where the writer stands, the locations of the field's occurrences.
internal sealed partial class OperationExecution
{
    private PathSegment[] _path = new PathSegment[32];
    private int[] _valueStart = new int[32];
    private int _pathDepth;
    private int _setDepth;

    private struct PathSegment
    {
        /// <summary>The name; null for a list's index.</summary>
        public string? Name;
        public int Index;
    }

    /// <summary>The errors so far.</summary>
    public List<IError> Errors { get; } = [];

    private void Push(Selection selection)
    {
        if (_pathDepth == _path.Length)
        {
            Array.Resize(ref _path, _pathDepth * 2);
        }

        _path[_pathDepth++].Name = selection.ResponseName;
    }

    private int PushIndex()
    {
        if (_pathDepth == _path.Length)
        {
            Array.Resize(ref _path, _pathDepth * 2);
        }

        _path[_pathDepth].Name = null;
        return _pathDepth++;
    }

    private void AddError(Selection selection, FieldFailure failure)
    {
        if (failure.Error is { } error)
        {
            AddError(selection, error);
        }
        else
        {
            AddError(selection, failure.Exception!);
        }
    }

    /// <summary>Adds an error at a field of the object that is being written.</summary>
    private void AddError(Selection selection, Exception exception)
    {
        if (exception is GraphQLException graphQL)
        {
            foreach (var error in graphQL.Errors)
            {
                AddError(selection, error);
            }

            return;
        }

        AddError(selection, ExecutionErrors.Unexpected(exception));
    }

    private void AddError(Selection selection, IError error) => Add(selection, error, CurrentPath(selection.ResponseName));

    /// <summary>Adds an error at the value that is being written, whose path is on the stack.</summary>
    private void AddErrorHere(Selection selection, IError error) => Add(selection, error, CurrentPath(null));

    private void Add(Selection selection, IError error, object[] path)
    {
        if (Errors.Count >= Executor.Options.MaxErrors)
        {
            return;
        }

        error = error.Path is null ? error.WithPath(path) : error;
        error = error.Locations is null ? error.WithLocations(Locations(selection)) : error;
        Errors.Add(Executor.Filter(error));
    }

    private object[] CurrentPath(string? last)
    {
        var path = new object[_pathDepth + (last is null ? 0 : 1)];
        for (var i = 0; i < _pathDepth; i++)
        {
            path[i] = _path[i].Name ?? (object)_path[i].Index;
        }

        if (last is not null)
        {
            path[^1] = last;
        }

        return path;
    }

    private List<ErrorLocation>? Locations(Selection selection)
    {
        var locations = new List<ErrorLocation>(1);
        foreach (var occurrence in selection.Occurrences)
        {
            var at = new ErrorLocation(occurrence.Node.Location.Line, occurrence.Node.Location.Column);
            if (at.Line > 0 && IsIncluded(occurrence) && !locations.Contains(at))
            {
                locations.Add(at);
            }
        }

        return locations.Count == 0 ? null : locations;
    }

    /// <summary>Makes the execution ready for the next request, or leaves it to the collector.</summary>
    public void Release()
    {
        _dataLoaders?.Clear();
        if (_pump.IsAbandoned)
        {
            return;
        }

        foreach (var frame in _frameSlots)
        {
            frame?.Clear();
        }

        foreach (var column in _columnSlots)
        {
            column?.Clear();
        }

        _ready.Clear();
        _frames.Clear();
        _serial.Clear();
        _stack.PopTo(0);
        _pathDepth = _setDepth = 0;
        Errors.Clear();
        _ordered = null;
        _variables = [];
        _outcomes = [];
        _rootValue = RootValue.Instance;
        EventMessage = null;
        Request = null!;
        _writer = null!;
        Services = EmptyServiceProvider.Instance;
        _sharedContext.Bind(null!, null, []);
        _pump.Reset();
        _plan = null!;
        if (!IsLarge)
        {
            Executor.Return(this);
        }
    }
}
