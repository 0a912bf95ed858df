namespace SmsPlatform.Sandbox.Network;

/// <summary>One account of the fake provider. Changed only under the network's lock.</summary>
internal sealed class Account(AccountOptions options, DateTimeOffset now)
{
    public string Sid { get; } = options.Sid;

    public string AuthToken { get; } = options.AuthToken;

    public string FriendlyName { get; } = options.FriendlyName;

    public string Status { get; } = options.Status;

    public string Type { get; } = options.Type;

    public decimal Balance { get; } = options.Balance;

    public string Currency { get; } = options.Currency;

    public string? OwnerAccountSid { get; } = options.OwnerAccountSid;

    public IReadOnlyDictionary<string, string> ApiKeys { get; } = new Dictionary<string, string>(options.ApiKeys);

    public IReadOnlySet<string> VerifiedNumbers { get; } = new HashSet<string>(options.VerifiedNumbers);

    public DateTimeOffset CreatedAt { get; } = now;

    public bool IsActive => Status == "active";
}

/// <summary>A number the account owns, with the addresses it posts to.</summary>
internal sealed class IncomingNumber(string accountSid, NumberOptions options, DateTimeOffset now)
{
    public string Sid { get; } = Sids.Stable("PN", accountSid + options.PhoneNumber);

    public string AccountSid { get; } = accountSid;

    public string PhoneNumber { get; } = options.PhoneNumber;

    public string FriendlyName { get; set; } = options.PhoneNumber;

    public string? SmsUrl { get; set; } = options.SmsUrl;

    public string SmsMethod { get; set; } = options.SmsMethod;

    public string? SmsFallbackUrl { get; set; } = options.SmsFallbackUrl;

    public string SmsFallbackMethod { get; set; } = options.SmsFallbackMethod;

    public string? StatusCallback { get; set; } = options.StatusCallback;

    public bool Sms { get; } = options.Sms;

    public bool Mms { get; } = options.Mms;

    public bool Voice { get; } = options.Voice;

    public string? MessagingServiceSid { get; } = options.MessagingServiceSid;

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset UpdatedAt { get; set; } = now;
}

/// <summary>A Messaging Service: a pool of numbers with one inbound address.</summary>
internal sealed class MessagingService(string accountSid, ServiceOptions options, DateTimeOffset now)
{
    public string Sid { get; } = options.Sid;

    public string AccountSid { get; } = accountSid;

    public string FriendlyName { get; set; } = options.FriendlyName;

    public string? InboundRequestUrl { get; set; } = options.InboundRequestUrl;

    public string InboundMethod { get; set; } = options.InboundMethod;

    public string? FallbackUrl { get; set; } = options.FallbackUrl;

    public string? StatusCallback { get; set; } = options.StatusCallback;

    public bool UseInboundWebhookOnNumber { get; set; } = options.UseInboundWebhookOnNumber;

    public bool AdvancedOptOut { get; } = options.AdvancedOptOut;

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset UpdatedAt { get; set; } = now;
}
