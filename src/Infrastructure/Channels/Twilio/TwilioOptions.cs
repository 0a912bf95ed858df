namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Settings under <c>Twilio</c>.</summary>
public sealed class TwilioOptions
{
    public const string Section = "Twilio";

    /// <summary>Where Twilio's REST API is; a fake one in the sandbox and in tests.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.twilio.com";

    /// <summary>A connection that does not come about in this time is certain to have carried nothing.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the start of a request to the end of its answer. Must stay well below a delivery's lease.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For the account's status, which somebody is waiting for.</summary>
    public TimeSpan StatusTimeout { get; set; } = TimeSpan.FromSeconds(4.5);
}
