namespace SmsPlatform.Sandbox.Failures;

/// <summary>The plan in force, with what each rule has seen and done.</summary>
public sealed class FailureScript
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FailureRule, Turns> _turns = new(ReferenceEqualityComparer.Instance);
    private FailurePlan _plan = new();

    internal RateLimit? RateLimit => Plan.RateLimit;

    internal TimeSpan LogLag => TimeSpan.FromSeconds(Plan.LogLagSeconds);

    internal TimeSpan Latency => TimeSpan.FromMilliseconds(Plan.LatencyMilliseconds);

    private FailurePlan Plan
    {
        get
        {
            lock (_gate)
            {
                return _plan;
            }
        }
    }

    /// <summary>Replaces the plan; counting begins anew.</summary>
    public void Set(FailurePlan plan)
    {
        lock (_gate)
        {
            _plan = plan;
            _turns.Clear();
        }
    }

    /// <summary>Everything works again.</summary>
    public void Clear() => Set(new FailurePlan());

    /// <summary>The plan, and beside each rule how often it matched and applied.</summary>
    public FailureReport Report()
    {
        lock (_gate)
        {
            return new FailureReport(
                _plan,
                [.. _plan.Sends.Select(Count)],
                [.. _plan.Callbacks.Select(Count)],
                [.. _plan.Webhooks.Select(Count)],
                [.. _plan.LookUps.Select(Count)]);
        }
    }

    internal SendFailure? NextSend(string phone, string body)
    {
        lock (_gate)
        {
            return _plan.Sends.FirstOrDefault(rule => rule.Covers(phone, body) && Take(rule));
        }
    }

    internal LookUpFailure? NextLookUp(string phone)
    {
        lock (_gate)
        {
            return _plan.LookUps.FirstOrDefault(rule => rule.Covers(phone, "") && Take(rule));
        }
    }

    internal CallbackFailure NextCallback(string phone, string body, string status)
    {
        lock (_gate)
        {
            var rules = _plan.Callbacks
                .Where(rule => !rule.Reverse && (rule.Status is null || rule.Status == status) && rule.Covers(phone, body) && Take(rule))
                .ToList();
            return new CallbackFailure
            {
                Omit = rules.Any(rule => rule.Omit),
                DelaySeconds = rules.Sum(rule => rule.DelaySeconds),
                Copies = rules.Select(rule => rule.Copies).DefaultIfEmpty(1).Max(),
            };
        }
    }

    internal bool NextReverse(string phone, string body)
    {
        lock (_gate)
        {
            return _plan.Callbacks.Any(rule => rule.Reverse && rule.Covers(phone, body) && Take(rule));
        }
    }

    internal WebhookFailure NextWebhook(string phone, string body)
    {
        lock (_gate)
        {
            var rules = _plan.Webhooks.Where(rule => rule.Covers(phone, body) && Take(rule)).ToList();
            return new WebhookFailure
            {
                Copies = rules.Select(rule => rule.Copies).DefaultIfEmpty(1).Max(),
                DelaySeconds = rules.Sum(rule => rule.DelaySeconds),
                WrongSignature = rules.Any(rule => rule.WrongSignature),
            };
        }
    }

    private bool Take(FailureRule rule)
    {
        var seen = _turns.GetValueOrDefault(rule);
        var applies = seen.Matched >= rule.Skip && (rule.Times is null || seen.Applied < rule.Times);
        _turns[rule] = new Turns(seen.Matched + 1, seen.Applied + (applies ? 1 : 0));
        return applies;
    }

    private Turns Count(FailureRule rule) => _turns.GetValueOrDefault(rule);
}

/// <summary>How often a rule matched an event, and how often it applied.</summary>
public readonly record struct Turns(int Matched, int Applied);

/// <summary>The answer of <c>GET /failures</c>; the counts stand in the order of the plan's rules.</summary>
public sealed record FailureReport(
    FailurePlan Plan,
    IReadOnlyList<Turns> Sends,
    IReadOnlyList<Turns> Callbacks,
    IReadOnlyList<Turns> Webhooks,
    IReadOnlyList<Turns> LookUps);
