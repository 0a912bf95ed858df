namespace SmsPlatform.FaultTests.Harness;

/// <summary>The platform as it is shipped.</summary>
internal sealed class PlatformProcess(IReadOnlyDictionary<string, string> settings) : ServiceProcess(Builds.Platform, "/health/ready", settings)
{
    public Uri SmsUrl => new(Address, Webhook.Path);
}
