namespace SmsPlatform.IntegrationTests.Faults;

/// <summary>Tests that load several processes. One after the other, and not beside others, whose waits they would stretch.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultCollection
{
    public const string Name = "Faults";
}
