using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Messaging;
using SmsPlatform.IntegrationTests.Accounts;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>The buckets themselves, with the clock in the test's hand.</summary>
public sealed class SendLimitsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SendPace Slow = new("AC1", "+15005550006", 1, 0);
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(30);

    private readonly WorkspaceId _workspace = WorkspaceId.New(Noon);
    private Database.TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _database = await AccountsHost.DatabaseAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task TakeAsync_ForACrowd_GivesEachASecondOfItsOwnInTheirOrder()
    {
        var turns = new List<Turn>();
        for (var i = 0; i < 500; i++)
        {
            turns.Add(await TakeAsync(Noon));
        }

        Assert.True(turns[0].IsGranted);
        Assert.Equal(Enumerable.Range(1, 499).Select(second => Noon.AddSeconds(second)), turns.Skip(1).Select(turn => turn.At));
    }

    [Fact]
    public async Task TakeAsync_WhenAllAskAtTheirTurn_GrantsOneASecondAndNobodyIsPassedOver()
    {
        await TakeAsync(Noon);
        var waiting = new List<Turn>();
        for (var i = 0; i < 20; i++)
        {
            waiting.Add(await TakeAsync(Noon));
        }

        var granted = new List<DateTimeOffset>();
        foreach (var turn in waiting)
        {
            var early = await TakeAsync(turn.At.AddMilliseconds(-1), turn.Tickets);
            var onTime = await TakeAsync(turn.At, turn.Tickets);
            Assert.False(early.IsGranted);
            Assert.True(onTime.IsGranted);
            granted.Add(turn.At);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(second => Noon.AddSeconds(second)), granted);
    }

    [Fact]
    public async Task TakeAsync_WhenNobodyAskedForAWhile_KeepsTheOrderAndTheRate()
    {
        await TakeAsync(Noon);
        var first = await TakeAsync(Noon);
        var second = await TakeAsync(Noon);
        var later = Noon.AddMinutes(1);

        var resumed = await TakeAsync(later, first.Tickets);
        var next = await TakeAsync(later, second.Tickets);
        var newcomer = await TakeAsync(later);

        Assert.True(resumed.IsGranted);
        Assert.Equal((false, later.AddSeconds(1)), (next.IsGranted, next.At));
        Assert.Equal((false, later.AddSeconds(2)), (newcomer.IsGranted, newcomer.At));
    }

    [Fact]
    public async Task TakeAsync_CountsSegments()
    {
        var three = await TakeAsync(Noon, tokens: 3);
        var next = await TakeAsync(Noon);

        Assert.True(three.IsGranted);
        Assert.Equal(Noon.AddSeconds(3), next.At);
    }

    [Fact]
    public async Task CloseAsync_ShiftsEverybodysTurn()
    {
        await TakeAsync(Noon);
        var first = await TakeAsync(Noon);
        var second = await TakeAsync(Noon);

        await Limits().CloseAsync(_workspace, Slow, Throttled.Sender, Noon.AddSeconds(30), default);
        var during = await TakeAsync(first.At, first.Tickets);
        var behind = await TakeAsync(second.At, second.Tickets);

        Assert.Equal((false, Noon.AddSeconds(30)), (during.IsGranted, during.At));
        Assert.Equal((false, Noon.AddSeconds(31)), (behind.IsGranted, behind.At));
    }

    [Fact]
    public async Task ReturnAsync_LetsThoseBehindComeForward()
    {
        await TakeAsync(Noon);
        var given = new List<Turn>();
        for (var i = 0; i < 50; i++)
        {
            given.Add(await TakeAsync(Noon));
        }

        foreach (var turn in given)
        {
            await Limits().ReturnAsync(_workspace, Slow, 1, turn.Tickets, default);
        }

        Assert.Equal(Noon.AddSeconds(1), (await TakeAsync(Noon)).At);
    }

    [Fact]
    public async Task TakeAsync_WithATicketOfAForgottenBucket_DrawsANewOne()
    {
        var turn = await TakeAsync(Noon, new Tickets(700, 900));

        Assert.True(turn.IsGranted);
    }

    [Fact]
    public async Task TakeAsync_DuringASlowSendersCall_WaitsForItsEndAndASecondMore()
    {
        await Limits().TakeAsync(_workspace, Slow, 1, default, Noon, Noon + Call, default);
        var waiting = await TakeAsync(Noon);

        var during = await TakeAsync(Noon.AddSeconds(5), waiting.Tickets);
        await Limits().SettleAsync(_workspace, Slow, 1, Noon.AddMilliseconds(5_300), default);
        var after = await TakeAsync(Noon.AddSeconds(6), waiting.Tickets);

        Assert.Equal((false, Noon.AddSeconds(1)), (waiting.IsGranted, waiting.At));
        Assert.Equal((false, Noon.AddSeconds(6)), (during.IsGranted, during.At));
        Assert.Equal((false, Noon.AddMilliseconds(6_300)), (after.IsGranted, after.At));
    }

    [Fact]
    public async Task TakeAsync_AfterTheCallerDied_WaitsNoLongerThanItsCallCanLast()
    {
        await Limits().TakeAsync(_workspace, Slow, 1, default, Noon, Noon + Call, default);

        Assert.True((await TakeAsync(Noon + Call)).IsGranted);
    }

    [Fact]
    public async Task TakeAsync_WaitingForASlowSender_DoesNotHoldUpItsAccount()
    {
        var slow = Slow with { OfAccount = 10 };
        for (var i = 0; i < 200; i++)
        {
            await TakeAsync(Noon, pace: slow);
        }

        var other = await TakeAsync(Noon, pace: slow with { Sender = "+15005550007" });

        Assert.True(other.IsGranted);
    }

    [Fact]
    public async Task TakeAsync_BeyondTheAccountsRate_SpreadsItsSenders()
    {
        var turns = new List<Turn>();
        for (var i = 0; i < 40; i++)
        {
            turns.Add(await TakeAsync(Noon, pace: new SendPace("AC1", $"+1500555{i:0000}", 1, 10)));
        }

        // A second's worth in advance, and one that is free anyway; the others a tenth of a second apart.
        Assert.Equal(11, turns.Count(turn => turn.IsGranted));
        Assert.Equal(Enumerable.Range(1, 29).Select(i => Noon.AddMilliseconds(100 * i)), turns.Skip(11).Select(turn => turn.At));
    }

    [Fact]
    public async Task TakeAsync_OfAnotherWorkspaceWithTheSameNumber_IsNotHeldUp()
    {
        await TakeAsync(Noon);

        var stranger = await Limits().TakeAsync(WorkspaceId.New(Noon), Slow, 1, default, Noon, Noon + Call, default);

        Assert.True(stranger.IsGranted);
    }

    [Fact]
    public async Task TakeAsync_FromManyNodesAtOnce_NeverGrantsMoreThanTheRate()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Limits()).ToList();
        var granted = new System.Collections.Concurrent.ConcurrentBag<int>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 400),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, cancellation) =>
            {
                var turn = await nodes[i % 4].TakeAsync(_workspace, Slow, 1, default, Noon, Noon + Call, cancellation);
                if (turn.IsGranted)
                {
                    granted.Add(i);
                }
            });

        Assert.Single(granted);
    }

    /// <summary>Asks, and when it is granted, calls without losing a moment.</summary>
    private async Task<Turn> TakeAsync(DateTimeOffset now, Tickets held = default, int tokens = 1, SendPace? pace = null)
    {
        var turn = await Limits().TakeAsync(_workspace, pace ?? Slow, tokens, held, now, now + Call, default);
        if (turn.IsGranted)
        {
            await Limits().SettleAsync(_workspace, pace ?? Slow, tokens, now, default);
        }

        return turn;
    }

    private SendLimits Limits() => new(_source);
}
