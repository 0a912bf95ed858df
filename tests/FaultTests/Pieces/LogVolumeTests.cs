using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>The platform writes its log to its standard output. Where that leads cannot be allowed to stop it.</summary>
public sealed class LogVolumeTests
{
    private const int Messages = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(OutputTo.FullDisk)]
    [InlineData(OutputTo.NobodyWhoReads)]
    public async Task Webhooks_WhenNoLogCanBeWritten_AreAnsweredAllTheSame(object output)
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync();

        // Every line there is, so that any buffer on the way fills up.
        var platform = scene.AddNode(server.ConnectionString, ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft", "Trace"));
        platform.OutputTo = (OutputTo)output;
        await platform.StartAsync();

        await scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience);

        Assert.Empty(scene.Provider.Failures);
        Assert.Equal(0, scene.Provider.Unanswered);
        await scene.UntilSettledAsync(Messages, Patience);
        await scene.AssertExactlyOnceAsync(Messages);
        Assert.Equal(0, (await platform.StopAsync()).ExitCode);
    }
}
