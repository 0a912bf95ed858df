namespace SmsPlatform.GraphQL.Execution;

// Time-out and cancellation: resolvers are told, and given up if they do not heed it.
internal sealed partial class ExecutionPump
{
    // Called with the lock held.
    private Abort StartAbort()
    {
        var abort = new Abort(this);
        if (_isDone)
        {
            // Code that outlived its request must not believe that it is still wanted.
            abort.TryCancel();
        }
        else
        {
            abort.Follow(_caller);
        }

        return abort;
    }

    // Only an execution that has to wait pays for a timer. Called with the lock held.
    private void Arm()
    {
        if (_isTimed)
        {
            return;
        }

        _isTimed = true;
        _abort ??= StartAbort();
        _abort.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(1, _deadline - Environment.TickCount64)));
        _abort.Token.UnsafeRegister(static abort => ((Abort)abort!).Pump.OnAborted((Abort)abort), _abort);
    }

    private void OnAborted(Abort abort)
    {
        lock (_lock)
        {
            // The pump may serve another request by now.
            if (!_isDone && ReferenceEquals(_abort, abort))
            {
                abort.StartGrace(Grace);
            }
        }
    }

    private void GiveUp(Abort abort)
    {
        lock (_lock)
        {
            if (_isDone || _working || !ReferenceEquals(_abort, abort))
            {
                return;
            }

            _isDone = true;
            IsAbandoned = true;
            IsTimedOut = !_caller.IsCancellationRequested;
        }

        abort.Retire();
        _completion.SetResult(true);
    }

    /// <summary>What cancels the resolvers of one request. Never used again, as resolvers may keep its token.</summary>
    private sealed class Abort(ExecutionPump pump) : CancellationTokenSource
    {
        private CancellationTokenRegistration _byCaller;
        private bool _follows;
        private Timer? _grace;

        public ExecutionPump Pump => pump;

        public void Follow(CancellationToken caller)
        {
            if (caller.CanBeCanceled)
            {
                _follows = true;
                _byCaller = caller.UnsafeRegister(static abort => ((Abort)abort!).TryCancel(), this);
            }
        }

        public void TryCancel()
        {
            try
            {
                Cancel();
            }
            catch (Exception exception) when (exception is AggregateException or ObjectDisposedException)
            {
                // What a resolver does on cancellation is its own affair; and a caller may cancel what has just ended.
            }
        }

        // Repeated, because a resolver may be blocking its thread when the time comes.
        public void StartGrace(TimeSpan grace) => _grace ??= new Timer(static abort => ((Abort)abort!).Pump.GiveUp((Abort)abort), this, grace, grace);

        /// <summary>Ends what waits for time or caller. Does not wait for a cancellation that is under way: it may be waiting for us.</summary>
        public void Retire()
        {
            _grace?.Dispose();
            if (!_follows || _byCaller.Unregister())
            {
                Dispose();
            }
            else
            {
                CancelAfter(System.Threading.Timeout.InfiniteTimeSpan);
            }
        }
    }
}
