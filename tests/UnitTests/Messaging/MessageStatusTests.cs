using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class MessageStatusTests
{
    private static readonly MessageStatus[] Outbound =
        [.. Enum.GetValues<MessageStatus>().Where(status => status != MessageStatus.Received)];

    private static readonly MessageStatus[] Reported =
    [
        MessageStatus.Queued, MessageStatus.Sending, MessageStatus.Sent, MessageStatus.Delivered,
        MessageStatus.Undelivered, MessageStatus.Failed, MessageStatus.Read,
    ];

    [Fact]
    public void Rank_OfOutboundStatuses_IsATotalOrder() =>
        Assert.Equal(Outbound.Length, Outbound.Select(status => status.Rank()).Distinct().Count());

    [Fact]
    public void Advance_InEveryOrderOfEverySubset_EndsInTheHighest()
    {
        for (var subset = 1; subset < 1 << Reported.Length; subset++)
        {
            var chosen = Reported.Where((_, bit) => (subset >> bit & 1) == 1).ToArray();
            var highest = chosen.MaxBy(status => status.Rank());

            foreach (var order in Permutations(chosen, 0))
            {
                Assert.Equal(highest, order.Aggregate(MessageStatus.Queued, MessageStatusExtensions.Advance));
            }
        }
    }

    [Fact]
    public void Advance_WhenReportsRepeat_EndsTheSame()
    {
        var random = new Random(7);
        for (var run = 0; run < 5_000; run++)
        {
            var reports = random.GetItems(Reported, random.Next(1, 20));
            var highest = reports.MaxBy(status => status.Rank());

            Assert.Equal(highest, reports.Aggregate(MessageStatus.Queued, MessageStatusExtensions.Advance));
        }
    }

    [Fact]
    public void Advance_OfAnyTwo_NeverGoesDown()
    {
        foreach (var current in Outbound)
        {
            Assert.All(Outbound, reported => Assert.True(current.Advance(reported).Rank() >= current.Rank()));
        }
    }

    private static IEnumerable<MessageStatus[]> Permutations(MessageStatus[] items, int from)
    {
        if (from == items.Length)
        {
            yield return items;
            yield break;
        }

        for (var i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (var permutation in Permutations(items, from + 1))
            {
                yield return permutation;
            }

            (items[from], items[i]) = (items[i], items[from]);
        }
    }
}
