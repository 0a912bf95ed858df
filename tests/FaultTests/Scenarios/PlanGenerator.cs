using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>Makes a scenario of a seed: the same one for ever, as long as this file stays as it is.</summary>
internal sealed class PlanGenerator
{
    // How many of a hundred scenarios are mainly about what.
    private static readonly (Family Family, int Share)[] Shares =
    [
        (Family.Kill, 21), (Family.Freeze, 11), (Family.Hold, 10), (Family.Terminate, 5), (Family.Database, 17), (Family.Network, 13),
        (Family.Provider, 12), (Family.Callbacks, 7), (Family.Migration, 2), (Family.BeyondTheWindow, 2),
    ];

    private static readonly SendFault[] Doubtful =
    [
        SendFault.DropAfterAccepting, SendFault.DropBeforeAccepting, SendFault.TimeoutAfterAccepting, SendFault.TimeoutBeforeAccepting,
        SendFault.ServerErrorAfterAccepting, SendFault.ServerError, SendFault.AcceptLate, SendFault.AnswerLate,
    ];

    private static readonly SendFault[] Harmless = [SendFault.Throttle, SendFault.Delay, SendFault.AnswerAfterCallbacks];

    private static readonly Deed[] OnTheDatabasesSide =
    [
        Deed.CutDatabase, Deed.StallDatabase, Deed.RefuseDatabase, Deed.LoseDatabaseAnswers, Deed.LoseDatabaseAnswers, Deed.KillDatabase,
        Deed.FreezeDatabase,
    ];

    private static readonly Deed[] OnTheProvidersSide =
    [
        Deed.CutProvider, Deed.StallProvider, Deed.RefuseProvider, Deed.LoseProviderAnswers, Deed.LoseProviderAnswers, Deed.FreezeProvider,
    ];

    // With it the two hundred seeds of ./test mean each point twice or more.
    private const int Shift = 7;

    private readonly int _seed;
    private readonly Random _random;

    private PlanGenerator(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
    }

    public static Plan Of(int seed) => new PlanGenerator(seed).Make();

    private Plan Make()
    {
        var family = Pick(Shares);
        var phones = Phones();
        var requests = Chance(35) ? _random.Next(1, 4) : 0;
        var blows = new List<Blow>();
        var provider = new FailurePlan();
        switch (family)
        {
            case Family.Kill or Family.Freeze or Family.Hold or Family.Terminate:
                provider = Strike(blows, Enum.Parse<Deed>(family.ToString()), ref requests);
                break;
            case Family.Database:
                provider = Strike(blows, Pick(OnTheDatabasesSide), ref requests);
                break;
            case Family.Network:
                provider = Strike(blows, Pick(OnTheProvidersSide), ref requests);
                break;
            case Family.Provider:
                provider = new FailurePlan { Sends = [Send(Pick(Chance(75) ? Doubtful : Harmless))], LogLagSeconds = Chance(25) ? 0.8 : 0 };
                provider = Chance(60) ? provider with { Callbacks = [new CallbackFailure { Omit = true }] } : provider;
                provider = Chance(30) ? provider with { LookUps = [new LookUpFailure { Times = 1 }] } : provider;
                break;
            case Family.Callbacks:
                provider = new FailurePlan { Sends = Chance(60) ? [Send(Pick(Doubtful))] : [], Callbacks = [Callback()] };
                break;
            case Family.BeyondTheWindow:
                provider = Chance(50)
                    ? new FailurePlan { Sends = [new SendFailure { Fault = SendFault.AcceptLate, Seconds = 6, Times = 1 }] }
                    : new FailurePlan
                    {
                        Sends = [new SendFailure { Fault = SendFault.DropAfterAccepting, Times = 1 }],
                        Callbacks = [new CallbackFailure { Omit = true }],
                        LogLagSeconds = 8,
                    };
                break;
        }

        // One trouble seldom comes alone.
        if (family is not (Family.BeyondTheWindow or Family.Migration) && Chance(25))
        {
            _ = Strike(blows, Pick(Chance(50) ? OnTheDatabasesSide : OnTheProvidersSide), ref requests, atPoint: false);
        }

        return new Plan(_seed, family, phones, requests, blows, provider, family == Family.Migration ? 100 * _random.Next(0, 12) : null);
    }

    /// <summary>Adds the blow, and what the provider has to do so that a message comes by the point.</summary>
    private FailurePlan Strike(List<Blow> blows, Deed deed, ref int requests, bool atPoint = true)
    {
        var isAtPoint = atPoint && (deed == Deed.Hold || Chance(85));
        Point? point = isAtPoint ? PointOf() : null;
        blows.Add(new Blow(point, isAtPoint ? _random.Next(1, 4) : 0, isAtPoint ? 0 : _random.Next(0, 1500), _random.Next(2), deed, Duration(deed)));
        if (point is not { } reached)
        {
            return new FailurePlan();
        }

        if (Points.OfRequests.Contains(reached))
        {
            requests = Math.Max(requests, 3);
        }

        if (Points.OfDoubt.Contains(reached))
        {
            // Nothing but a look-up can settle it.
            return new FailurePlan
            {
                Sends = [Send(Pick(Doubtful)) with { Times = 3 }],
                Callbacks = [new CallbackFailure { Omit = true }],
            };
        }

        // A call in flight when the blow falls.
        return reached.Method.EndsWith("SendAsync", StringComparison.Ordinal) && reached.Stage == "during" && Chance(60)
            ? new FailurePlan { Sends = [new SendFailure { Fault = Chance(50) ? SendFault.Delay : SendFault.AnswerLate, Seconds = 0.5, Times = 3 }] }
            : new FailurePlan();
    }

    // In turn, so that a run of some hundred seeds leaves none out; shifted each time round, because families come in no turn.
    private Point PointOf() => Points.All[(_seed + (Shift * (_seed / Points.All.Count))) % Points.All.Count];

    private int Duration(Deed deed) => deed switch
    {
        // Past the lease, the takeover and the look-up of whoever took over, or within all of them.
        Deed.Freeze or Deed.Hold => Chance(55) ? _random.Next(4500, 5500) : _random.Next(200, 2800),
        Deed.Kill or Deed.Terminate => Chance(50) ? 0 : _random.Next(500, 4000),
        Deed.LoseDatabaseAnswers or Deed.LoseProviderAnswers => _random.Next(20, 250),
        Deed.CutDatabase or Deed.CutProvider or Deed.KillDatabase => 0,
        // Ends before the platform asks what became of a send that was under way.
        Deed.StallProvider or Deed.RefuseProvider or Deed.FreezeProvider => _random.Next(100, 1600),
        _ => _random.Next(100, 2200),
    };

    private List<PhonePlan> Phones()
    {
        var phones = new List<PhonePlan>();
        for (var phone = _random.Next(2, 8); phone > 0; phone--)
        {
            var isStop = Chance(6);
            var count = isStop ? 1 : Chance(70) ? 1 : _random.Next(2, 4);
            phones.Add(new PhonePlan([.. Enumerable.Range(0, count).Select(_ => Text(isStop))]));
        }

        return phones;
    }

    private TextPlan Text(bool isStop) =>
        new(_random.Next(0, 600), _random.Next(2), Chance(30) ? _random.Next(2, 6) : 1, Chance(60) ? 0 : _random.Next(1, 1200), isStop);

    private SendFailure Send(SendFault fault) => new()
    {
        Fault = fault,
        Times = _random.Next(1, 3),
        RetryAfter = Chance(50) ? 1 : null,
        Seconds = fault switch
        {
            // After the platform gave the call up, and before it asks.
            SendFault.AcceptLate => 1.3,
            SendFault.AnswerLate => Chance(50) ? 0.4 : 1.5,
            SendFault.Delay => 0.4,
            _ => 3,
        },
    };

    private CallbackFailure Callback() => _random.Next(4) switch
    {
        0 => new CallbackFailure { Omit = true },
        1 => new CallbackFailure { DelaySeconds = 0.3 + (2.5 * _random.NextDouble()), Copies = _random.Next(1, 4) },
        2 => new CallbackFailure { Copies = _random.Next(2, 6) },
        _ => new CallbackFailure { Reverse = true },
    };

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private Family Pick(IReadOnlyList<(Family Family, int Share)> shares)
    {
        var left = _random.Next(shares.Sum(each => each.Share));
        return shares.First(each => (left -= each.Share) < 0).Family;
    }
}
