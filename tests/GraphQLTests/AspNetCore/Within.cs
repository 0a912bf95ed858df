namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>Bounds every wait of a test.</summary>
internal static class Within
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static CancellationToken TestTime() => new CancellationTokenSource(Limit).Token;

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var testTime = TestTime();

        while (!isSo())
        {
            await timer.WaitForNextTickAsync(testTime);
        }
    }
}
