namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Settings under <c>Twilio</c>.</summary>
public sealed class TwilioOptions
{
    public const string Section = "Twilio";

    /// <summary>Where Twilio's REST API is; a fake one in the sandbox and in tests.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.twilio.com";

    /// <summary>Where Messaging Services are; by default beside <see cref="ApiBaseUrl"/>.</summary>
    public string MessagingBaseUrl { get; set; } = "";

    /// <summary>Where numbers are looked up; by default beside <see cref="ApiBaseUrl"/>.</summary>
    public string LookupsBaseUrl { get; set; } = "";

    /// <summary>
    /// What a segment costs, by the beginning of the recipient's number, such as <c>+49</c>; the longest that fits counts. Prices
    /// change and differ by account: set your own.
    /// </summary>
    public Dictionary<string, decimal> Prices { get; init; } = new() { ["+1"] = 0.0083m };

    /// <summary>The currency of <see cref="Prices"/>.</summary>
    public string PriceCurrency { get; set; } = "USD";

    /// <summary>A connection that does not come about in this time is certain to have carried nothing.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the start of a request to the end of its answer. Must stay well below a delivery's lease.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For the account's status, which somebody is waiting for.</summary>
    public TimeSpan StatusTimeout { get; set; } = TimeSpan.FromSeconds(4.5);

    /// <summary>How fast Twilio may be called, where an integration does not say otherwise.</summary>
    public TwilioRates Rates { get; init; } = new();

    internal string Messaging => Beside(MessagingBaseUrl, "https://messaging.twilio.com");

    internal string Lookups => Beside(LookupsBaseUrl, "https://lookups.twilio.com");

    // Twilio has hosts of their own for these; a fake one has one for all.
    private string Beside(string configured, string twilio) =>
        (configured.Length > 0 ? configured : ApiBaseUrl.TrimEnd('/') == "https://api.twilio.com" ? twilio : ApiBaseUrl).TrimEnd('/');
}

/// <summary>Segments a second; zero: no limit.</summary>
public sealed class TwilioRates
{
    /// <summary>An ordinary number, and whatever else is none of the kinds below.</summary>
    public double LongCode { get; set; } = 1;

    public double TollFree { get; set; } = 3;

    /// <summary>The least that Twilio grants one.</summary>
    public double ShortCode { get; set; } = 10;

    /// <summary>A Messaging Service: as for one long code, because how many numbers it has is not known here.</summary>
    public double Service { get; set; } = 1;

    /// <summary>All senders of an account together.</summary>
    public double Account { get; set; } = 100;

    internal bool AreSound => new[] { LongCode, TollFree, ShortCode, Service, Account }.All(rate => rate is >= 0 and <= 100_000);
}
