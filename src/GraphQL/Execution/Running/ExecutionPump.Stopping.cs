namespace SmsPlatform.GraphQL.Execution;

// Time-out and cancellation: resolvers are told, and given up if they do not heed it.
internal sealed partial class ExecutionPump
{
    // Only an execution that has to wait pays for a timer.
    private void Arm()
    {
        if (_isTimed)
        {
            return;
        }

        _isTimed = true;
        var token = RequestAborted;
        var left = Math.Max(1, _deadline - Environment.TickCount64);
        _abort!.CancelAfter(TimeSpan.FromMilliseconds(left));
        token.UnsafeRegister(static pump => ((ExecutionPump)pump!).OnAborted(), this);
    }

    private void OnAborted()
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _graceTimer = new Timer(static pump => ((ExecutionPump)pump!).GiveUp(), this, Grace, System.Threading.Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            if (_isDone || _working)
            {
                return;
            }

            _isDone = true;
            IsAbandoned = true;
            IsTimedOut = !_caller.IsCancellationRequested;
        }

        _completion.SetResult(true);
    }

    private void CancelAbort()
    {
        try
        {
            _abort?.Cancel();
        }
        catch (AggregateException)
        {
            // What a resolver does on cancellation is its own affair; the request has its answer.
        }
    }
}
