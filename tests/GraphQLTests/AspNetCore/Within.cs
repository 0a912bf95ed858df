using System.Diagnostics;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>Bounds every wait of a test.</summary>
internal static class Within
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // Shared for a second at a time: each lives until its limit, and a test of memory would see thousands of them.
    private static (CancellationToken Token, long Made) _current = (new CancellationTokenSource(Limit).Token, Environment.TickCount64);
    private static readonly Lock Gate = new();

    public static CancellationToken TestTime()
    {
        lock (Gate)
        {
            if (Environment.TickCount64 - _current.Made > 1_000)
            {
                _current = (new CancellationTokenSource(Limit).Token, Environment.TickCount64);
            }

            return _current.Token;
        }
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        var waited = Stopwatch.StartNew();

        while (!isSo())
        {
            Assert.True(waited.Elapsed < Limit, "waited too long");
            await Task.Delay(5);
        }
    }
}
