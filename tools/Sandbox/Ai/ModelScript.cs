using System.Text.Json;

namespace SmsPlatform.Sandbox.Ai;

/// <summary>What the sandbox's language model does next, and what it was asked.</summary>
public sealed class ModelScript
{
    private const int MaxRemembered = 1_000;
    private readonly Lock _gate = new();
    private readonly List<ModelRequest> _requests = [];
    private readonly List<PlannedAnswer> _plan = [];
    private TaskCompletionSource _unblocked = Done();
    private int _turn = -1;

    /// <summary>What it was asked, oldest first.</summary>
    public IReadOnlyList<ModelRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Plans answers, to be given in this order before it goes by <see cref="Manner"/> again.</summary>
    public void Plan(params PlannedAnswer[] answers)
    {
        lock (_gate)
        {
            _plan.AddRange(answers);
        }
    }

    public ModelManner Manner { get; set; } = ModelManner.Helpful;

    /// <summary>From now on every call hangs, until <see cref="Unblock"/>.</summary>
    public void Block()
    {
        lock (_gate)
        {
            _unblocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Unblock()
    {
        lock (_gate)
        {
            _unblocked.TrySetResult();
        }
    }

    /// <summary>Makes it well and forgets what was planned and asked.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _plan.Clear();
            _requests.Clear();
            _turn = -1;
            Manner = ModelManner.Helpful;
            _unblocked.TrySetResult();
        }
    }

    /// <summary>Takes one turn of those by which <see cref="ModelManner.Treacherous"/> chooses its way.</summary>
    public void Skip() => Interlocked.Increment(ref _turn);

    internal int NextTurn() => Interlocked.Increment(ref _turn);

    internal Task WhenUnblockedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _unblocked.Task.WaitAsync(cancellationToken);
        }
    }

    internal PlannedAnswer? Take(ModelRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count < MaxRemembered)
            {
                _requests.Add(request);
            }

            if (_plan.Count == 0)
            {
                return null;
            }

            var next = _plan[0];
            _plan.RemoveAt(0);
            return next;
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}

/// <param name="Content">What the model writes; null: what its manner makes of the request.</param>
/// <param name="Status">An HTTP status; anything but 200 is a failure.</param>
/// <param name="DelayMilliseconds">At most a minute.</param>
/// <param name="RetryAfterSeconds">Sent with a failure.</param>
public sealed record PlannedAnswer(string? Content = null, int Status = 200, int DelayMilliseconds = 0, int? RetryAfterSeconds = null);

/// <param name="Messages">Role and text of each.</param>
public sealed record ModelRequest(string Model, IReadOnlyList<ModelMessage> Messages, int Pictures, JsonElement Body);

public sealed record ModelMessage(string Role, string Text);

/// <summary>How the model answers when nothing is planned.</summary>
public enum ModelManner
{
    /// <summary>Quotes the first passage it is given, and says that there is none when there is none.</summary>
    Helpful,

    /// <summary>Does whatever messages and passages ask of it, and tells all it knows: the worst that can happen to a model.</summary>
    Obedient,

    /// <summary>Obeys by stealth: hides what it was told by its system message in an otherwise proper answer, each time in another way.</summary>
    Treacherous,

    /// <summary>Writes an answer of its own making, and claims the first passage for it.</summary>
    Inventive,

    /// <summary>Goes on and on.</summary>
    Longwinded,

    /// <summary>Writes no JSON.</summary>
    Garbled,
}
